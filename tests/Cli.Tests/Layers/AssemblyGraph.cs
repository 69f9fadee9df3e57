using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Layers;

/// <summary>What a project depends on: references of its built assembly, and projects and packages it names.</summary>
internal static class AssemblyGraph
{
    /// <summary>
    /// Every assembly and package that the project reaches: by references in built assemblies, which the compiler cut down
    /// to what is used, and by what project files name, used or not.
    /// </summary>
    public static IReadOnlySet<string> Reach(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Visit(project, found, []);
        return found;
    }

    /// <summary>Full names of the types that an assembly refers to.</summary>
    public static IReadOnlySet<string> TypesUsed(string project) =>
        Read(
            project,
            metadata =>
                metadata
                    .TypeReferences.Select(metadata.GetTypeReference)
                    .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
                    .ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>Names of the assemblies that an assembly refers to itself.</summary>
    public static IReadOnlySet<string> DirectReferences(string project) =>
        Read(
            project,
            metadata =>
                metadata
                    .AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Select(reference => metadata.GetString(reference.Name))
                    .ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>The file of a project.</summary>
    public static string ProjectFile(string project) =>
        Directory.EnumerateFiles(Path.Combine(TestPaths.Root, project), "*.csproj").Single();

    private static void Visit(string project, HashSet<string> found, HashSet<string> visited)
    {
        if (!visited.Add(project))
        {
            return;
        }

        found.UnionWith(DirectReferences(project));
        var file = ProjectFile(project);
        var xml = XDocument.Load(file);
        var imports = xml.Descendants("Import")
            .Select(import => (string?)import.Attribute("Project"))
            .OfType<string>()
            .Select(path => XDocument.Load(Path.Combine(Path.GetDirectoryName(file)!, path)));
        foreach (var package in imports.Prepend(xml).SelectMany(document => document.Descendants("PackageReference")))
        {
            found.Add((string?)package.Attribute("Include") ?? "");
        }

        foreach (var reference in xml.Descendants("ProjectReference"))
        {
            // Programs that are only built and copied along are no dependency.
            if ((string?)reference.Attribute("ReferenceOutputAssembly") == "false")
            {
                continue;
            }

            var path = Path.GetFullPath((string)reference.Attribute("Include")!, Path.GetDirectoryName(file)!);
            found.Add(Path.GetFileNameWithoutExtension(path));
            Visit(Path.GetRelativePath(TestPaths.Root, Path.GetDirectoryName(path)!), found, visited);
        }
    }

    private static T Read<T>(string project, Func<MetadataReader, T> read)
    {
        var name = Path.GetFileNameWithoutExtension(ProjectFile(project)) + ".dll";
        using var stream = File.OpenRead(TestPaths.BuiltFile(project, name));
        using var image = new PEReader(stream);
        return read(image.GetMetadataReader());
    }
}
