using System.Collections.Concurrent;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Code.Sandbox.Runner.Tests.Harness;

/// <summary>Compiles the programs of the tests, in this process.</summary>
internal static class TestAssembly
{
    private const string Usings = """
        global using System;
        global using System.Collections;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Numerics;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ConcurrentDictionary<string, byte[]> Compiled = new(StringComparer.Ordinal);

    /// <summary>A program with an entry point.</summary>
    public static byte[] Program(string source) => Compiled.GetOrAdd(source, Compile);

    /// <summary>A submission and a table of calls over it.</summary>
    public static byte[] Calls(string source, params string[] calls)
    {
        var rows = string.Join('\n', calls.Select((call, row) => $"            {row} => (object?)({call}),"));
        return Program(
            $$"""
            {{source}}
            #nullable enable
            public static class R1CodeCalls
            {
                public static object? Call(int index) => index switch
                {
            {{rows}}
                    _ => throw new ArgumentOutOfRangeException(nameof(index)),
                };
            }
            """
        );
    }

    private static byte[] Compile(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var isLibrary = source.Contains("class R1CodeCalls", StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            $"Submission{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(Usings, parse), CSharpSyntaxTree.ParseText(source, parse)],
            Net100.References.All,
            new CSharpCompilationOptions(
                isLibrary ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true
            )
        );
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? stream.ToArray()
            : throw new InvalidOperationException(
                string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
            );
    }
}
