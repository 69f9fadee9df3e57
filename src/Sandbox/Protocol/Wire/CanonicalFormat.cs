namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>
/// The canonical form of a C# value: JSON text that says kind and content, written by the runner beside the submission
/// and compared on the host. Nothing a submission defines (<c>==</c>, <c>Equals</c>, <c>ToString</c>) takes part in it.
/// <code>
/// null                       null
/// true, false                true, false
/// integers, nint, BigInteger {"i":"-12"}
/// float, double, Half        {"f":"1.5"}     shortest round trip; NaN, Infinity, -Infinity, -0
/// decimal                    {"m":"1.50"}
/// char                       {"c":"x"}
/// string                     "text"          lone surrogates as \uD800
/// enum                       {"e":"Type.Name"} or {"e":"Type.12"}
/// tuple                      {"t":[…]}
/// array, list, sequence      […]             a multi-dimensional array as nested lists
/// set                        {"s":[…]}       in iteration order; the host compares without order
/// dictionary                 {"d":[[key,value],…]}
/// object, record, struct     {"o":"Type","p":{"Name":value,…}}  public instance properties and fields
/// DateTime, TimeSpan, Guid … {"x":"Type","v":"round-trip text"}
/// </code>
/// </summary>
public static class CanonicalFormat
{
    /// <summary>Most nesting that is written; deeper values are <see cref="ValueState.TooLarge"/>.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most elements that are written.</summary>
    public const int MaxElements = 1_000_000;

    /// <summary>Most bytes that are written.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;
}
