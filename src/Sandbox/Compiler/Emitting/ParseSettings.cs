using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>How text is read: language version and the symbols that a release build on an online judge defines.</summary>
internal static class ParseSettings
{
    // What `dotnet build -c Release` defines for .NET 10, and the name competitors test to leave out local file input.
    private static readonly ImmutableArray<string> Symbols =
    [
        "TRACE",
        "RELEASE",
        "ONLINE_JUDGE",
        "NET",
        "NETCOREAPP",
        "NET10_0",
        .. Enumerable.Range(5, 6).Select(n => $"NET{n}_0_OR_GREATER"),
        "NETCOREAPP1_0_OR_GREATER",
        "NETCOREAPP1_1_OR_GREATER",
        "NETCOREAPP2_0_OR_GREATER",
        "NETCOREAPP2_1_OR_GREATER",
        "NETCOREAPP2_2_OR_GREATER",
        "NETCOREAPP3_0_OR_GREATER",
        "NETCOREAPP3_1_OR_GREATER",
    ];

    /// <summary>The settings for a language version as a request names it, or null where there is no such version.</summary>
    public static CSharpParseOptions? For(string? languageVersion)
    {
        var version = LanguageVersion.Latest;
        if (languageVersion is not null && !LanguageVersionFacts.TryParse(languageVersion, out version))
        {
            return null;
        }

        return new CSharpParseOptions(
            version.MapSpecifiedToEffectiveVersion(),
            DocumentationMode.None,
            SourceCodeKind.Regular,
            Symbols
        );
    }
}
