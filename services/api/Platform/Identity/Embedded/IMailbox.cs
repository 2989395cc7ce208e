namespace Agentes.Platform.Identity.Embedded;

/// <summary>A mail to a user about his login.</summary>
internal sealed record Mail(string To, string Subject, string Text);

/// <summary>Where mails go. Without a mail server it is a folder; a server would be another one.</summary>
internal interface IMailbox
{
    Task SendAsync(Mail mail, CancellationToken ct);
}
