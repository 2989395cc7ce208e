using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Writes the mails that carry one-time tokens.</summary>
internal sealed class AuthMails(IMailbox mailbox, TokenIssuer issuer, Redirects redirects)
{
    public Task SendAsync(OneTimeTokenKind kind, string to, string token, string? redirectTo, CancellationToken ct)
    {
        var link = $"{issuer.Issuer}/verify" + QueryString.Create("token", token)
            .Add("type", MailTypes.Word(kind))
            .Add("redirect_to", redirects.Choose(redirectTo));
        var (subject, portuguese, english) = kind switch
        {
            OneTimeTokenKind.Recovery => ("Redefinir sua senha · Reset your password",
                "Para escolher uma nova senha, abra este endereço:", "To choose a new password, open this address:"),
            OneTimeTokenKind.EmailChange => ("Confirmar seu novo e-mail · Confirm your new e-mail",
                "Para confirmar o novo e-mail da sua conta, abra este endereço:",
                "To confirm the new e-mail of your account, open this address:"),
            _ => ("Confirmar seu cadastro · Confirm your sign-up",
                "Para confirmar seu cadastro, abra este endereço:", "To confirm your sign-up, open this address:"),
        };
        return mailbox.SendAsync(new Mail(to, subject, $"{portuguese}\r\n{english}\r\n\r\n{link}"), ct);
    }

    /// <summary>A code to type where one is asked to; it is no link, because nothing is to be opened.</summary>
    public Task SendCodeAsync(string to, string code, CancellationToken ct) => mailbox.SendAsync(
        new Mail(
            to,
            "Confirmar que é você · Confirm that it is you",
            $"Para mudar sua senha, informe este código:\r\nTo change your password, enter this code:\r\n\r\n{code}"),
        ct);
}

/// <summary>The words that clients and links use for what a one-time token is for.</summary>
internal static class MailTypes
{
    public static string Word(OneTimeTokenKind kind) => kind switch
    {
        OneTimeTokenKind.Recovery => "recovery",
        OneTimeTokenKind.EmailChange => "email_change",
        _ => "signup",
    };

    public static OneTimeTokenKind? Read(string? word) => word switch
    {
        "recovery" => OneTimeTokenKind.Recovery,
        "email_change" => OneTimeTokenKind.EmailChange,
        "signup" or "email" => OneTimeTokenKind.Confirmation,
        _ => null,
    };
}
