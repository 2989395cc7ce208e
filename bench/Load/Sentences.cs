using System.Text.Json;

namespace Agentes.Bench.Load;

/// <summary>What the customers say: prepared as JSON strings, of every sort that the router tells apart.</summary>
internal static class Sentences
{
    private static readonly byte[][] AsJson = new[]
    {
        "Oi, bom dia!",
        "Qual é o horário de atendimento da loja?",
        "Vocês têm geladeira frost free de 400 litros em estoque?",
        "Quanto custa a entrega para Belo Horizonte?",
        "Minha máquina de lavar parou no meio do ciclo e mostra o erro E21, o que eu faço?",
        "Quero comprar vinte aparelhos de ar-condicionado para a minha empresa, qual desconto vocês fazem?",
        "Do you ship the air fryer to Portugal, and what does the warranty cover there?",
        "Comparando o forno elétrico com o micro-ondas de 30 litros, qual gasta menos energia por mês e por quê?",
    }.Select(sentence => JsonSerializer.SerializeToUtf8Bytes(sentence)).ToArray();

    /// <summary>The sentence of that number, as a JSON string with its quotes.</summary>
    public static ReadOnlySpan<byte> At(int number) => AsJson[(uint)number % (uint)AsJson.Length];
}
