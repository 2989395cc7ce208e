using System.Text.Json;

namespace Agentes.Crash.Tests;

/// <summary>Customers' sides of dialogues, the same in every run: two to eight turns each, in Portuguese or English.</summary>
internal static class Dialogues
{
    private const int Seed = 2026;

    private static readonly string[] Portuguese =
    [
        "Oi, bom dia! Tudo bem?",
        "Vocês têm geladeira frost free de 400 litros?",
        "Qual o prazo de entrega para Belo Horizonte?",
        "E se eu pagar no pix, tem desconto?",
        "A máquina de lavar chegou com um barulho estranho, o que eu faço?",
        "Preciso de nota fiscal no CNPJ da empresa.",
        "Quero negociar 20 aparelhos de ar-condicionado para o escritório.",
        "Dá pra parcelar em 10x sem juros?",
        "Meu pedido ainda não chegou 😕",
        "Posso trocar se não couber na cozinha?",
        "Qual a diferença entre o modelo de 110V e o de 220V?",
        "Vocês instalam ou só entregam?",
        "Entendi. E a garantia, como funciona?",
        "Ok, obrigada pela ajuda!",
    ];

    private static readonly string[] English =
    [
        "Hi there, do you ship to Lisbon?",
        "How much is the air fryer with two baskets?",
        "My dishwasher stopped in the middle of a cycle, can you help?",
        "Is there a warranty on the blender?",
        "I'd like a quote for 15 microwaves for our hostel.",
        "Which oven uses less energy?",
        "Can I change the delivery address?",
        "What are your opening hours on Saturday?",
        "That is more than I wanted to spend, any discount?",
        "Great, thank you!",
    ];

    /// <summary>Writes them as JSON lines and returns how many texts the customers say.</summary>
    public static async Task<int> WriteAsync(string path, int count, CancellationToken ct)
    {
        var random = new Random(Seed);
        var texts = 0;
        await using var file = new StreamWriter(path);
        for (var number = 0; number < count; number++)
        {
            var (lang, said) = random.Next(4) == 0 ? ("en", English) : ("pt", Portuguese);
            List<object> turns = [];
            for (var turn = random.Next(2, 9); turn > 0; turn--)
            {
                // Now and then somebody writes twice before anybody can answer.
                for (var burst = random.Next(6) == 0 ? 2 : 1; burst > 0; burst--, texts++)
                {
                    turns.Add(new { role = "customer", text = said[random.Next(said.Length)] });
                }

                turns.Add(new { role = "agent", text = "…" });
            }

            await file.WriteLineAsync(JsonSerializer.Serialize(new { id = $"d{number}", lang, turns }).AsMemory(), ct);
        }

        return texts;
    }
}
