using System.Globalization;
using System.Text.RegularExpressions;
using Agentes.ModelGateway.Providers.Local;
using CsCheck;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests;

/// <summary>Whatever the customer writes and whatever was retrieved, the local provider invents nothing.</summary>
public sealed partial class LocalProviderProperties
{
    private static readonly string[] Words =
    [
        "geladeira", "fogão", "quanto", "custa", "preço", "tem", "estoque", "entrega", "frete", "prazo", "troca", "garantia", "pix", "qual",
        "quais", "barato", "oi", "obrigado", "e", "?", "loja", "voltagem", "azul", "110", "price", "fridge", "stock", "delivery", "the",
        "hello", "what", "is", "cor", "vocês", "vendem", "na", "GEL-1", "😀", "produto", "mais", ".", "pessoa",
    ];

    private static readonly string[] Prose =
    [
        "A geladeira custa R$ 111,11.", "Restam 3 em estoque.", "The fridge is $222.22 today.", "O prazo de entrega é de 5 dias.",
        "O frete custa R$ 19,90.", "A garantia é de 12 meses.", "Aceitamos pix e cartão.", "Qual a cor?", "Temos azul e branco.",
        "Delivery takes 3 days.", "Preço de ocasião: 333 reais!", "Sr. Silva atende na loja.\nSegunda a sexta.",
    ];

    private static readonly Gen<string> Message = Pick(Words).Array[0, 9].Select(words => string.Join(' ', words));

    private static readonly Gen<GroundingPassage> Knowledge = Gen.Select(
        Gen.Int[0, 999], Pick(Words), Pick(Prose).Array[1, 5], Gen.Double[0, 1],
        (id, title, prose, score) => LocalProviderTests.Knowledge($"k{id}", $"Sobre {title}", string.Join(' ', prose), score));

    private static readonly Gen<GroundingPassage> Product = Gen.Select(
        Gen.Int[1, 999], Pick(Words), Pick(Prose).Array[0, 4], Gen.Int[1, 999_999], Gen.Int[-1, 30],
        (id, name, prose, cents, stock) => LocalProviderTests.Product($"p{id}", new ProductFacts(
            $"{name} modelo {id}", $"GEL-{id}", cents / 100m, "BRL", stock < 0 ? null : stock, null, string.Join(' ', prose))));

    private static readonly Gen<(string[] Messages, Grounding Grounding)> Calls = Gen.Select(
        Message.Array[1, 3],
        Gen.Select(Knowledge.Array[0, 4], Product.Array[0, 4], (a, b) => a.Concat(b).ToArray()),
        Pick("pt-BR", "en"),
        (messages, passages, language) => (messages, LocalProviderTests.Ground(language, passages)));

    [Fact]
    public void No_price_is_said_that_no_row_and_no_service_has() => Calls.Sample(call =>
    {
        var english = call.Grounding.Language == "en";
        var allowed = call.Grounding.Passages.Where(p => p.Product is not null)
            .Select(p => Money.Format(p.Product!.Price, p.Product.Currency, english))
            .Append("R$ 19,90")
            .ToHashSet(StringComparer.Ordinal);
        return Amount().Matches(Answer(call).Text).All(match => allowed.Contains(match.Value));
    }, iter: 3_000);

    [Fact]
    public void Every_sentence_is_quoted_or_fixed() => Calls.Sample(call =>
    {
        var phrases = call.Grounding.Language == "en" ? Phrases.English : Phrases.Portuguese;
        return Answer(call).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .All(line => Explain(line, call.Grounding, phrases).Length == 0);
    }, iter: 3_000);

    [Fact]
    public void Sources_are_quoted_exactly_when_something_is_answered() => Calls.Sample(call =>
    {
        var answer = Answer(call);
        var ids = call.Grounding.Passages.Select(passage => passage.Id).ToHashSet(StringComparer.Ordinal);
        var says = Array.Exists(["\n\nFonte: ", "\n\nSource: "], mark => answer.Text.Contains(mark, StringComparison.Ordinal));
        return answer.SourceIds.All(ids.Contains) && says == answer.SourceIds.Count > 0 && answer.Text.Length > 0;
    }, iter: 3_000);

    [Fact]
    public void The_same_call_gets_the_same_answer() => Calls.Sample(call => Answer(call).Text == Answer(call).Text, iter: 1_000);

    [Fact]
    public void Any_text_at_all_gets_an_answer() => Gen.String.Sample(text =>
        LocalAnswer.To([new ChatMessage(ChatRole.User, text)], LocalProviderTests.Ground("pt-BR")).Text.Length > 0, iter: 3_000);

    private static LocalAnswer Answer((string[] Messages, Grounding Grounding) call) =>
        LocalAnswer.To([.. call.Messages.Select(text => new ChatMessage(ChatRole.User, text))], call.Grounding);

    // Takes everything away that has an origin; what remains was invented.
    private static string Explain(string line, Grounding grounding, Phrases phrases)
    {
        var origins = grounding.Passages.SelectMany(p => Sentences.Split(p.Text))
            .Concat(grounding.Passages.SelectMany(p => Origins(p, grounding.Language == "en", phrases)))
            .Concat([
                phrases.Greeting, Fill(phrases.GreetingOf, "Loja Aurora"), phrases.Thanks, phrases.Goodbye, phrases.Acknowledgement,
                Fill(phrases.Source, phrases.Catalogue),
                phrases.NotUnderstood, phrases.Unknown, phrases.PartlyUnknown, phrases.Person, phrases.Options])
            .OrderByDescending(text => text.Length);
        return origins.Aggregate(line, (rest, origin) => rest.Replace(origin, "", StringComparison.Ordinal)).Trim();
    }

    private static IEnumerable<string> Origins(GroundingPassage passage, bool english, Phrases phrases)
    {
        yield return Fill(phrases.Source, passage.Title);
        if (passage.Product is { } product)
        {
            var price = Money.Format(product.Price, product.Currency, english);
            yield return string.Format(CultureInfo.InvariantCulture, phrases.Offer, product.Name, price);
            yield return product.Stock switch
            {
                null => phrases.StockUnknown,
                0 => phrases.OutOfStock,
                1 => phrases.LastOne,
                var units => Fill(phrases.InStock, units),
            };
            var note = product.Stock is { } stock ? $" ({(stock > 0 ? phrases.ShortInStock : phrases.ShortOutOfStock)})" : "";
            yield return $"- {product.Name}: {price}{note}";
        }
    }

    private static string Fill(string phrase, object value) => string.Format(CultureInfo.InvariantCulture, phrase, value);

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [GeneratedRegex(@"(R\$|\$)\s?[\d.,]*\d|\d+ reais")]
    private static partial Regex Amount();
}
