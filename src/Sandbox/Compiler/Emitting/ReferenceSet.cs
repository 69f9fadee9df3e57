using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>
/// The reference assemblies that every compilation shares. New compilations are derived from one that lives as long as
/// the process: that keeps the bound metadata symbols, which is what makes a warm compilation take milliseconds.
/// </summary>
internal static class ReferenceSet
{
    /// <summary>Name of every emitted assembly; equal input gives equal bytes.</summary>
    public const string AssemblyName = "Submission";

    private static readonly CSharpCompilation Base = CSharpCompilation.Create(
        AssemblyName,
        [],
        Net100.References.All,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: false,
            concurrentBuild: false,
            deterministic: true,
            warningLevel: 0,
            generalDiagnosticOption: ReportDiagnostic.Suppress,
            nullableContextOptions: NullableContextOptions.Disable
        )
    );

    /// <summary>A compilation without sources.</summary>
    public static CSharpCompilation Create(OutputKind output, bool allowUnsafe) =>
        Base.WithOptions(Base.Options.WithOutputKind(output).WithAllowUnsafe(allowUnsafe));
}
