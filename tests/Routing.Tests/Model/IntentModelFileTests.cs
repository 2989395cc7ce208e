namespace Agentes.Routing.Tests.Model;

public sealed class IntentModelFileTests
{
    private static readonly byte[] Shipped = File.ReadAllBytes(Repository.File("libs/Routing/Model/intent.model"));

    [Fact]
    public void The_shipped_file_is_small_and_is_the_one_inside_the_library()
    {
        Shipped.Length.ShouldBeLessThan(8 << 20);
        IntentModel.Load(Shipped).Version.ShouldBe(IntentModel.Default.Version);
        Agentes.Routing.Model.IntentModelFile.Write(IntentModel.Load(Shipped).Weights).ShouldBe(Shipped);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(100)]
    [InlineData(400_000)]
    public void A_changed_byte_is_a_clear_error(int position)
    {
        var changed = (byte[])Shipped.Clone();
        changed[position] ^= 0x40;

        Should.Throw<InvalidDataException>(() => IntentModel.Load(changed)).Message.ShouldContain("not an intent model that can be used");
        Should.NotThrow(() => IntentModel.Load(Shipped));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(-1)]
    public void A_cut_file_is_a_clear_error(int length)
    {
        var cut = Shipped[..(length < 0 ? Shipped.Length + length : length)];

        Should.Throw<InvalidDataException>(() => IntentModel.Load(cut)).Message.ShouldContain("not an intent model that can be used");
    }
}
