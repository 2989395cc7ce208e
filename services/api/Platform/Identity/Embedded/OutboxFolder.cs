using System.Globalization;
using System.Text;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Puts each mail into a file that only this program's user can read: its links let their bearer in.</summary>
internal sealed class OutboxFolder(PlatformOptions options, TimeProvider clock) : IMailbox
{
    private const int Kept = 500;

    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.DataFolder, "outbox"));
        var now = clock.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss-fff}-{Guid.CreateVersion7(now):N}.eml");
        var text = $"To: {mail.To}\r\nSubject: {mail.Subject}\r\nDate: {now:r}\r\n"
            + $"Content-Type: text/plain; charset=utf-8\r\n\r\n{mail.Text}\r\n";
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(Path.Combine(folder.FullName, name), file))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        }

        foreach (var old in folder.GetFiles("*.eml").OrderByDescending(f => f.Name, StringComparer.Ordinal).Skip(Kept))
        {
            old.Delete();
        }
    }
}
