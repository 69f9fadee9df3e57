using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
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
        DefiningReferences(),
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

    // A third of the reference assemblies only forward to others, for assemblies that were built against them. A text cannot
    // tell whether they are there, but every lookup of a name asks them: without them a small program compiles a tenth faster.
    private static IEnumerable<MetadataReference> DefiningReferences() =>
        Net100.ReferenceInfos.All.Where(info => DefinesTypes(info.ImageBytes)).Select(info => info.Reference);

    private static bool DefinesTypes(byte[] image)
    {
        using var reader = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(image));
        // The first is <Module>.
        return reader.GetMetadataReader().TypeDefinitions.Count > 1;
    }

    /// <summary>A compilation without sources.</summary>
    public static CSharpCompilation Create(OutputKind output, bool allowUnsafe) =>
        Base.WithOptions(Base.Options.WithOutputKind(output).WithAllowUnsafe(allowUnsafe));
}
