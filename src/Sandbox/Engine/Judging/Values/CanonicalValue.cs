namespace R1Code.Sandbox.Judging.Values;

/// <summary>A value in the form of <see cref="Protocol.Wire.CanonicalFormat"/>, parsed.</summary>
internal abstract record CanonicalValue
{
    /// <summary><c>null</c>.</summary>
    public sealed record Null : CanonicalValue
    {
        public static Null Instance { get; } = new();
    }

    /// <summary>A boolean.</summary>
    public sealed record Bool(bool Value) : CanonicalValue;

    /// <summary>A whole number of any size, as its digits.</summary>
    public sealed record Integer(string Digits) : CanonicalValue;

    /// <summary>A binary floating-point number.</summary>
    public sealed record Float(double Value) : CanonicalValue;

    /// <summary>A decimal number.</summary>
    public sealed record Decimal(decimal Value) : CanonicalValue;

    /// <summary>A character.</summary>
    public sealed record Char(string Value) : CanonicalValue;

    /// <summary>A string; it may hold lone surrogates.</summary>
    public sealed record Text(string Value) : CanonicalValue;

    /// <summary>A member of an enumeration, with its type's name.</summary>
    public sealed record Enum(string Name) : CanonicalValue;

    /// <summary>A tuple.</summary>
    public sealed record Tuple(IReadOnlyList<CanonicalValue> Items) : CanonicalValue;

    /// <summary>An array, list or other sequence.</summary>
    public sealed record List(IReadOnlyList<CanonicalValue> Items) : CanonicalValue;

    /// <summary>A set.</summary>
    public sealed record Set(IReadOnlyList<CanonicalValue> Items) : CanonicalValue;

    /// <summary>A dictionary; each item is a list of key and value.</summary>
    public sealed record Dictionary(IReadOnlyList<CanonicalValue> Pairs) : CanonicalValue;

    /// <summary>An object by its public properties and fields.</summary>
    public sealed record Object(string Type, IReadOnlyList<KeyValuePair<string, CanonicalValue>> Members)
        : CanonicalValue;

    /// <summary>A value of a well-known type as its round-trip text.</summary>
    public sealed record Opaque(string Type, string Value) : CanonicalValue;
}
