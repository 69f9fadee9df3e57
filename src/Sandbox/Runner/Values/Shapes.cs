using System.Collections;
using System.Runtime.CompilerServices;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>Decides by its type which form a compound value takes.</summary>
internal static class Shapes
{
    /// <summary>Whether it is one of the runtime's own tuples.</summary>
    public static bool IsTuple(Type type) =>
        typeof(ITuple).IsAssignableFrom(type)
        && type.Assembly == typeof(object).Assembly
        && type.Name.AsSpan().IndexOf("Tuple") is 0 or 5;

    /// <summary>Whether it maps keys to values.</summary>
    public static bool IsDictionary(Type type) =>
        typeof(IDictionary).IsAssignableFrom(type)
        || Implements(type, typeof(IDictionary<,>))
        || Implements(type, typeof(IReadOnlyDictionary<,>));

    /// <summary>Whether its order means nothing.</summary>
    public static bool IsSet(Type type) => Implements(type, typeof(ISet<>)) || Implements(type, typeof(IReadOnlySet<>));

    /// <summary>Key and value of a dictionary's entry.</summary>
    public static (object? Key, object? Value) Pair(object? entry)
    {
        if (entry is DictionaryEntry old)
        {
            return (old.Key, old.Value);
        }

        var type = entry?.GetType();
        if (type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>))
        {
            throw new ValueUnsupportedException();
        }

        return (
            type.GetProperty(nameof(KeyValuePair<int, int>.Key))!.GetValue(entry),
            type.GetProperty(nameof(KeyValuePair<int, int>.Value))!.GetValue(entry)
        );
    }

    private static bool Implements(Type type, Type definition)
    {
        foreach (var contract in type.GetInterfaces())
        {
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == definition)
            {
                return true;
            }
        }

        return false;
    }
}
