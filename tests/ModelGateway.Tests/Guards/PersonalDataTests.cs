using Agentes.ModelGateway.Guards;
using CsCheck;

namespace Agentes.ModelGateway.Tests.Guards;

public sealed class PersonalDataTests
{
    private static readonly string[] Snippets =
        ["529.982.247-25", "ana@example.com", "(11) 98765-4321", "4111 1111 1111 1111", "[CPF_1]", " ", "[", "]"];

    /// <summary>Numbers with right check digits that belong to nobody: the examples that Receita Federal and card networks publish, and made-up ones.</summary>
    [Theory]
    [InlineData("Meu CPF é 529.982.247-25, pode conferir?", PersonalDataKind.Cpf, "529.982.247-25")]
    [InlineData("cpf 52998224725", PersonalDataKind.Cpf, "52998224725")]
    [InlineData("CNPJ 11.222.333/0001-81.", PersonalDataKind.Cnpj, "11.222.333/0001-81")]
    [InlineData("CNPJ 12.ABC.345/01DE-35", PersonalDataKind.Cnpj, "12.ABC.345/01DE-35")]
    [InlineData("cartão 4111 1111 1111 1111 val 12/29", PersonalDataKind.Card, "4111 1111 1111 1111")]
    [InlineData("5555555555554444", PersonalDataKind.Card, "5555555555554444")]
    [InlineData("liga no (11) 98765-4321", PersonalDataKind.Phone, "(11) 98765-4321")]
    [InlineData("+55 81 98765-4321", PersonalDataKind.Phone, "+55 81 98765-4321")]
    [InlineData("fixo 11 3456-7890", PersonalDataKind.Phone, "11 3456-7890")]
    [InlineData("manda pra ana.souza+loja@example.com.br!", PersonalDataKind.Email, "ana.souza+loja@example.com.br")]
    [InlineData("pix 123e4567-e89b-42d3-a456-426614174000", PersonalDataKind.PixKey, "123e4567-e89b-42d3-a456-426614174000")]
    public void Personal_data_is_found(string text, PersonalDataKind kind, string value)
    {
        var span = PersonalDataScanner.Scan(text).ShouldHaveSingleItem();
        (span.Kind, text.Substring(span.Start, span.Length)).ShouldBe((kind, value));
    }

    [Theory]
    [InlineData("CPF 529.982.247-24 tem dígito errado")]
    [InlineData("pedido 11111111111")]
    [InlineData("CNPJ 11.222.333/0001-82")]
    [InlineData("custa R$ 1.299,90 em 12x")]
    [InlineData("código de barras 4111 1111 1111 1112")]
    [InlineData("entrega em 10/12/2026 às 14:30")]
    [InlineData("CEP 01310-100, número 1578")]
    public void What_only_looks_like_it_is_left_alone(string text) => PersonalDataScanner.Scan(text).ShouldBeEmpty();

    [Fact]
    public void The_same_value_has_one_name_in_all_messages_and_comes_back()
    {
        var mask = new PersonalDataMask();

        mask.Mask("Sou ana@example.com, CPF 529.982.247-25").ShouldBe("Sou [EMAIL_1], CPF [CPF_1]");
        mask.Mask("De novo: ana@example.com e bia@example.com").ShouldBe("De novo: [EMAIL_1] e [EMAIL_2]");
        mask.Restore("Enviei para [EMAIL_2]; [EMAIL_9] não existe.").ShouldBe("Enviei para bia@example.com; [EMAIL_9] não existe.");
    }

    [Fact]
    public void A_name_that_the_customer_writes_is_nobody_elses()
    {
        var mask = new PersonalDataMask();

        mask.Mask("[CPF_1] é o que você escreveu; o meu é 529.982.247-25").ShouldBe("[CPF_1] é o que você escreveu; o meu é [CPF_2]");
        mask.Restore("[CPF_1] e [CPF_2]").ShouldBe("[CPF_1] e 529.982.247-25");
    }

    [Fact]
    public void A_reply_in_any_cut_is_restored_and_hardly_held_back()
    {
        const string reply = "Certo, [EMAIL_1]! Seu CPF [CPF_1] consta [sic] no pedido [";
        var pieces = Gen.Int[1, 7].Array[1, 60];
        pieces.Sample(lengths =>
        {
            var mask = new PersonalDataMask();
            mask.Mask("ana@example.com 529.982.247-25");
            var stream = new MaskedStream(mask);
            var (shown, at) = ("", 0);
            foreach (var length in lengths.Append(reply.Length).TakeWhile(_ => at < reply.Length))
            {
                var piece = reply.Substring(at, Math.Min(length, reply.Length - at));
                at += piece.Length;
                shown += stream.Push(piece);
                (mask.Restore(reply[..at]).Length - shown.Length).ShouldBeLessThan(40);
            }

            (shown + stream.Flush()).ShouldBe("Certo, ana@example.com! Seu CPF 529.982.247-25 consta [sic] no pedido [");
        });
    }

    [Fact]
    public void Masking_any_text_and_restoring_it_gives_the_text() =>
        Gen.OneOf(
                Gen.Char.AlphaNumeric.Array[0, 12].Select(c => new string(c)),
                Gen.OneOf([.. Snippets.Select(Gen.Const)]))
            .Array[0, 12].Select(parts => string.Join(' ', parts))
            .Sample(text =>
            {
                var mask = new PersonalDataMask();
                mask.Restore(mask.Mask(text)).ShouldBe(text);
            });
}
