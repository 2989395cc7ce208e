using System.Buffers;

namespace Agentes.Routing.Text;

/// <summary>
/// A folded, tokenized text in pooled buffers. A word is a run of letters; digits next to letters are a token of their own,
/// so that "12x" and "iphone15" read as two. Letters repeated three times or more count once ("oiii").
/// </summary>
internal ref struct TokenizedText
{
    /// <summary>Longer texts are cut here: the rest rarely changes the intent and the time must stay bounded.</summary>
    public const int MaxLength = 4096;

    private readonly char[] _folded;
    private readonly Token[] _tokens;
    private ushort _written;
    private int _count;

    private TokenizedText(int length)
    {
        _folded = ArrayPool<char>.Shared.Rent(length + 1);
        _tokens = ArrayPool<Token>.Shared.Rent(length + 1);
    }

    public readonly ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count);

    public static TokenizedText Rent(ReadOnlySpan<char> text)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        var result = new TokenizedText(text.Length);
        result.Scan(text);
        return result;
    }

    public readonly ReadOnlySpan<char> TextOf(Token token) => _folded.AsSpan(token.Start, token.Length);

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_folded);
        ArrayPool<Token>.Shared.Return(_tokens);
    }

    private void Scan(ReadOnlySpan<char> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var c = text[position];
            var next = position + 1 < text.Length ? text[position + 1] : ' ';
            if (char.IsAsciiLetter(c) || (c >= '\u00C0' && char.IsLetter(c)))
            {
                position = ScanWord(text, position);
            }
            else if (char.IsAsciiDigit(c))
            {
                position = ScanNumber(text, position);
            }
            else
            {
                position += ScanSymbol(c, next);
            }
        }
    }

    private int ScanWord(ReadOnlySpan<char> text, int position)
    {
        if (text[position..].StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || text[position..].StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            Add(TokenKind.Url, _written);
            return EndOfRun(text, position);
        }

        var start = _written;
        var repeats = 0;
        for (; position < text.Length; position++)
        {
            var folded = TextFolding.Fold(text[position]);
            if (folded == TextFolding.Dropped || (folded == '-' && JoinsWord(text, position, _written - start)))
            {
                continue;
            }

            if (!char.IsLetter(folded))
            {
                break;
            }

            repeats = _written > start && _folded[_written - 1] == folded ? repeats + 1 : 0;
            if (repeats < 2)
            {
                _folded[_written++] = folded;
            }
            else if (repeats == 2)
            {
                _written--;
            }
        }

        return FinishWord(text, position, start);
    }

    private int FinishWord(ReadOnlySpan<char> text, int position, ushort start)
    {
        if (position < text.Length - 1 && text[position] == '@' && char.IsAsciiLetterOrDigit(text[position + 1]))
        {
            _written = start;
            Add(TokenKind.Email, start);
            return EndOfRun(text, position);
        }

        // "R$" and "US$" are one sign.
        if (position < text.Length && text[position] == '$' && _written - start <= 2)
        {
            _written = start;
            Add(TokenKind.Money, start);
            return position + 1;
        }

        Add(TokenKind.Word, start);
        return position;
    }

    private int ScanNumber(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && (char.IsAsciiDigit(text[position]) || InsideNumber(text, position)))
        {
            position++;
        }

        Add(TokenKind.Number, _written);
        return position;
    }

    private int ScanSymbol(char c, char next)
    {
        switch (c)
        {
            case '?' or '\uFF1F':
                Add(TokenKind.Question, _written);
                return 1;
            case '.' or '!' or ';' or '\n' or '\u2026':
                Add(TokenKind.Stop, _written);
                return 1;
            case '$' or '€' or '£':
                Add(TokenKind.Money, _written);
                return 1;
            case '%':
                _folded[_written++] = '%';
                Add(TokenKind.Word, (ushort)(_written - 1));
                return 1;
            default:
                var pair = char.IsSurrogatePair(c, next);
                if (pair || c is >= '\u2600' and <= '\u27BF')
                {
                    Add(TokenKind.Emoji, _written);
                }

                return pair ? 2 : 1;
        }
    }

    private void Add(TokenKind kind, ushort start)
    {
        // A run of stops or emoji says no more than one; a question mark outranks the stop before it ("...?", "!?").
        if (kind >= TokenKind.Emoji && _count > 0 && _tokens[_count - 1].Kind >= TokenKind.Emoji)
        {
            var last = _tokens[_count - 1].Kind;
            if (last == kind || (last >= TokenKind.Stop && kind == TokenKind.Stop))
            {
                return;
            }

            if (last == TokenKind.Stop && kind == TokenKind.Question)
            {
                _count--;
            }
        }

        if (kind != TokenKind.Word || _written > start)
        {
            _tokens[_count++] = new Token(start, (ushort)(_written - start), kind);
        }
    }

    /// <summary>Joins "e-mail" and "wi-fi"; "segunda-feira" stays two words.</summary>
    private static bool JoinsWord(ReadOnlySpan<char> text, int position, int lettersBefore) =>
        lettersBefore <= 2 && position + 1 < text.Length && char.IsLetter(text[position + 1]);

    private static bool InsideNumber(ReadOnlySpan<char> text, int position) =>
        text[position] is '.' or ',' or ':' or '/' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]);

    private static int EndOfRun(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && !char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }
}
