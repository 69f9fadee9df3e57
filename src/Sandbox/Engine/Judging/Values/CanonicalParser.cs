using System.Globalization;
using System.Text;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Judging.Values;

/// <summary>
/// Parses canonical values. Written by hand because strings may hold lone surrogates, which JSON readers refuse, and
/// because the text comes from beside a submission: depth, elements and every character are checked.
/// </summary>
internal ref struct CanonicalParser
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _depth;
    private int _elements;

    private CanonicalParser(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Parses one value that is the whole text.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static CanonicalValue Parse(ReadOnlySpan<byte> text)
    {
        var parser = new CanonicalParser(text);
        var value = parser.Value();
        return parser._at == text.Length ? value : throw parser.Fault("something after the value");
    }

    private CanonicalValue Value()
    {
        if (++_elements > (CanonicalFormat.MaxElements * 3) + 16)
        {
            throw Fault("too many elements");
        }

        // An object inside a list inside a pair: each level of a value is at most a few levels of text.
        if (++_depth > (CanonicalFormat.MaxDepth * 3) + 8)
        {
            throw Fault("too deep");
        }

        CanonicalValue value = Peek() switch
        {
            (byte)'n' => Word("null"u8, CanonicalValue.Null.Instance),
            (byte)'t' => Word("true"u8, new CanonicalValue.Bool(true)),
            (byte)'f' => Word("false"u8, new CanonicalValue.Bool(false)),
            (byte)'"' => new CanonicalValue.Text(String()),
            (byte)'[' => new CanonicalValue.List(Items()),
            (byte)'{' => Tagged(),
            _ => throw Fault("no value"),
        };
        _depth--;
        return value;
    }

    private CanonicalValue Tagged()
    {
        Take((byte)'{');
        var tag = String();
        Take((byte)':');
        CanonicalValue value = tag switch
        {
            "i" => new CanonicalValue.Integer(Integer(String())),
            "f" => new CanonicalValue.Float(Float(String())),
            "m" => new CanonicalValue.Decimal(Decimal(String())),
            "c" => new CanonicalValue.Char(String()),
            "e" => new CanonicalValue.Enum(String()),
            "t" => new CanonicalValue.Tuple(Items()),
            "s" => new CanonicalValue.Set(Items()),
            "d" => new CanonicalValue.Dictionary(Pairs()),
            "o" => new CanonicalValue.Object(String(), Members()),
            "x" => new CanonicalValue.Opaque(String(), OpaqueText()),
            _ => throw Fault($"unknown tag '{tag}'"),
        };
        Take((byte)'}');
        return value;
    }

    private List<CanonicalValue> Items()
    {
        var items = new List<CanonicalValue>();
        Take((byte)'[');
        if (TryTake((byte)']'))
        {
            return items;
        }

        do
        {
            items.Add(Value());
        } while (TryTake((byte)','));
        Take((byte)']');
        return items;
    }

    private List<CanonicalValue> Pairs()
    {
        var pairs = Items();
        return pairs.TrueForAll(pair => pair is CanonicalValue.List { Items.Count: 2 })
            ? pairs
            : throw Fault("a dictionary entry that is no pair");
    }

    private List<KeyValuePair<string, CanonicalValue>> Members()
    {
        var members = new List<KeyValuePair<string, CanonicalValue>>();
        TakeKey("p");
        Take((byte)'{');
        if (TryTake((byte)'}'))
        {
            return members;
        }

        do
        {
            var name = String();
            Take((byte)':');
            members.Add(new(name, Value()));
        } while (TryTake((byte)','));
        Take((byte)'}');
        return members;
    }

    private string OpaqueText()
    {
        TakeKey("v");
        return String();
    }

    private string String()
    {
        Take((byte)'"');
        var rest = _text[_at..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && rest[end] == (byte)'"')
        {
            _at += end + 1;
            return Encoding.UTF8.GetString(rest[..end]);
        }

        return EscapedString();
    }

    private string EscapedString()
    {
        var text = new StringBuilder();
        while (true)
        {
            var rest = _text[_at..];
            var stop = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
            {
                throw Fault("a string without end");
            }

            text.Append(Encoding.UTF8.GetString(rest[..stop]));
            _at += stop + 1;
            if (rest[stop] == (byte)'"')
            {
                return text.ToString();
            }

            text.Append(Escape());
        }
    }

    private char Escape()
    {
        var kind = Peek();
        _at++;
        switch (kind)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (char)kind;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            case (byte)'u' when _at + 4 <= _text.Length:
                var digits = _text.Slice(_at, 4);
                _at += 4;
                return ushort.TryParse(
                    digits,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var unit
                )
                    ? (char)unit
                    : throw Fault("an escape that is no number");
            default:
                throw Fault("an unknown escape");
        }
    }

    private readonly string Integer(string text)
    {
        var digits = text.AsSpan(text is ['-', ..] ? 1 : 0);
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw Fault($"'{text}' is no whole number");
        }

        var trimmed = digits.TrimStart('0');
        return trimmed.Length == 0 ? "0" : (text[0] == '-' ? "-" : "") + trimmed.ToString();
    }

    private readonly double Float(string text) =>
        text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Fault($"'{text}' is no number"),
        };

    private readonly decimal Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault($"'{text}' is no decimal number");

    private CanonicalValue Word(ReadOnlySpan<byte> word, CanonicalValue value)
    {
        if (!_text[_at..].StartsWith(word))
        {
            throw Fault("no value");
        }

        _at += word.Length;
        return value;
    }

    private void TakeKey(string name)
    {
        Take((byte)',');
        if (String() != name)
        {
            throw Fault($"no '{name}'");
        }

        Take((byte)':');
    }

    private void Take(byte expected)
    {
        if (!TryTake(expected))
        {
            throw Fault($"no '{(char)expected}'");
        }
    }

    private bool TryTake(byte expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private readonly byte Peek() => _at < _text.Length ? _text[_at] : throw Fault("an end too early");

    private readonly InvalidDataException Fault(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} at byte {_at} of a canonical value"));
}
