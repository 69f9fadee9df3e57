using System.Reflection.Metadata;

namespace R1Code.Sandbox.Runner.Learning;

/// <summary>
/// A method as a line of <see cref="JitLog"/> names it: <c>12: JIT compiled Type`1[args]:Method[args](parameters) [how]</c>. Types are
/// written as reflection writes them, but for the names of the simple ones and <c>System.__Canon</c>, which stands for any class.
/// </summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Method">Its name, <c>.ctor</c> for a constructor.</param>
/// <param name="Arguments">Its own type arguments.</param>
/// <param name="Parameters">How many parameters it has.</param>
internal sealed record JitLine(TypeName Type, string Method, TypeName[] Arguments, int Parameters)
{
    private const string Mark = ": JIT compiled ";

    /// <summary>Reads a line; null where it names no method that could be found again.</summary>
    public static JitLine? Read(ReadOnlySpan<char> line)
    {
        var start = line.IndexOf(Mark);
        var how = line.LastIndexOf(" [");
        if (start < 0 || how < start + Mark.Length)
        {
            return null;
        }

        var name = line[(start + Mark.Length)..how];
        var colon = AtTopLevel(name, ':');
        var open = colon < 0 ? -1 : colon + name[colon..].IndexOf('(');
        var close = name.LastIndexOf(')');
        if (colon < 0 || open < colon || close < open || !TypeName.TryParse(name[..colon], out var type))
        {
            return null;
        }

        var method = name[(colon + 1)..open];
        var bracket = method.IndexOf('[');
        TypeName[]? arguments = [];
        if (bracket >= 0)
        {
            arguments = method[^1] == ']' ? ReadTypes(method[(bracket + 1)..^1]) : null;
            method = method[..bracket];
        }

        return arguments is null
            ? null
            : new JitLine(type, method.ToString(), arguments, CountParts(name[(open + 1)..close]));
    }

    private static TypeName[]? ReadTypes(ReadOnlySpan<char> list)
    {
        var types = new List<TypeName>();
        while (!list.IsEmpty)
        {
            var comma = AtTopLevel(list, ',');
            if (!TypeName.TryParse(comma < 0 ? list : list[..comma], out var type))
            {
                return null;
            }

            types.Add(type);
            list = comma < 0 ? default : list[(comma + 1)..];
        }

        return [.. types];
    }

    private static int CountParts(ReadOnlySpan<char> list)
    {
        var count = list.IsEmpty ? 0 : 1;
        for (var comma = AtTopLevel(list, ','); comma >= 0; comma = AtTopLevel(list, ','))
        {
            count++;
            list = list[(comma + 1)..];
        }

        return count;
    }

    private static int AtTopLevel(ReadOnlySpan<char> text, char wanted)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (depth == 0 && text[i] == wanted)
            {
                return i;
            }

            depth += text[i] switch
            {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
        }

        return -1;
    }
}
