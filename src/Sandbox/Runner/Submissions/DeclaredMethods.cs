using System.Reflection;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>What a type itself declares, whoever may call it.</summary>
internal static class DeclaredMethods
{
    // Public or not, static or not, but nothing inherited.
    private const BindingFlags Flags =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    /// <summary>Its methods and its constructors, the static one too.</summary>
    public static IEnumerable<MethodBase> Of(Type type) => [.. type.GetMethods(Flags), .. type.GetConstructors(Flags)];
}
