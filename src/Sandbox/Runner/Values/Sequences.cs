using System.Collections;
using System.Reflection;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>Values that have elements without being enumerable: pieces of memory, and what is enumerated asynchronously.</summary>
internal static class Sequences
{
    private static readonly MethodInfo Blocking = typeof(TaskAsyncEnumerableExtensions).GetMethod(
        nameof(TaskAsyncEnumerableExtensions.ToBlockingEnumerable)
    )!;

    /// <summary>Its elements; null where it is no such value. Reading them may throw what the submission throws.</summary>
    public static IEnumerable? Of(object value, Type type)
    {
        if (type.IsGenericType && IsMemory(type.GetGenericTypeDefinition()))
        {
            return (IEnumerable)type.GetMethod(nameof(Memory<int>.ToArray))!.Invoke(value, null)!;
        }

        foreach (var contract in type.GetInterfaces())
        {
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            {
                return (IEnumerable)
                    Blocking
                        .MakeGenericMethod(contract.GetGenericArguments())
                        .Invoke(null, [value, CancellationToken.None])!;
            }
        }

        return null;
    }

    private static bool IsMemory(Type definition) =>
        definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>);
}
