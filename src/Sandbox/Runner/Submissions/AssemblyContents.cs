using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>
/// What stands in a submission's assembly, read from its metadata. Reflection would say the same, but makes an object of each type,
/// method and attribute it is asked about, in every submission's process anew: .7 of the 4 ms that a small program took before its
/// first test.
/// </summary>
internal sealed class AssemblyContents
{
    private const string Constructor = ".ctor";
    private const string TypeInitializer = ".cctor";

    // ECMA-335 II.22.37: the first type of a module is the module itself, where what stands outside of types belongs.
    private const int ModuleType = 1;

    private AssemblyContents(Assembly assembly, MetadataReader? metadata)
    {
        Assembly = assembly;
        Metadata = metadata;
    }

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>Its metadata; null where it cannot be had, and then nothing is known of it.</summary>
    public MetadataReader? Metadata { get; }

    /// <summary>Looks at an assembly. None of its code runs by that.</summary>
    public static unsafe AssemblyContents Of(Assembly assembly) =>
        new(
            assembly,
            assembly.TryGetRawMetadata(out var blob, out var length) ? new MetadataReader(blob, length) : null
        );

    /// <summary>Whether code of it runs as soon as anything of it is used. True where that is not known.</summary>
    public bool HasModuleInitializer()
    {
        if (Metadata is not { } reader)
        {
            return true;
        }

        foreach (var handle in reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(ModuleType)).GetMethods())
        {
            if (Is(reader.GetMethodDefinition(handle).Name, TypeInitializer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type of it has a finalizer. True where that is not known.</summary>
    public bool DeclaresFinalizers()
    {
        if (Metadata is not { } reader)
        {
            return true;
        }

        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (method.Attributes.HasFlag(MethodAttributes.Virtual) && Is(method.Name, "Finalize") && !TakesAny(method))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Its methods that a test may call and that can be compiled without knowing what for: with code, and not generic. Of what the C#
    /// compiler adds, few are ever called: a record's equality, printing and copying, accessors, which are inlined, and the constructor
    /// of a class that nobody makes objects of. A test that calls one compiles it, and the next tests learn from that.
    /// </summary>
    public List<MethodDefinitionHandle> MethodsToPrepare()
    {
        var methods = new List<MethodDefinitionHandle>();
        if (Metadata is not { } reader)
        {
            return methods;
        }

        foreach (var typeHandle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(typeHandle);
            if (type.GetGenericParameters().Count > 0)
            {
                continue;
            }

            var isNeverMade = IsNeverMade(type);
            foreach (var handle in type.GetMethods())
            {
                var method = reader.GetMethodDefinition(handle);
                if (
                    method.RelativeVirtualAddress != 0
                    && method.GetGenericParameters().Count == 0
                    && !(isNeverMade && Is(method.Name, Constructor))
                    && !IsWrittenByTheCompiler(method)
                )
                {
                    methods.Add(handle);
                }
            }
        }

        return methods;
    }

    /// <summary>Compiles one of them; what cannot be compiled fails in the test that calls it, where it can be seen.</summary>
    public void Prepare(MethodDefinitionHandle method)
    {
        try
        {
            var module = Assembly.ManifestModule.ModuleHandle;
            RuntimeHelpers.PrepareMethod(
                module.GetRuntimeMethodHandleFromMetadataToken(MetadataTokens.GetToken(method))
            );
        }
        catch (Exception)
        {
            // Its own fault, and the test's to show.
        }
    }

    // Nothing of it belongs to an object: a class around an entry point, as a rule.
    private bool IsNeverMade(in TypeDefinition type)
    {
        foreach (var handle in type.GetFields())
        {
            if (!Metadata!.GetFieldDefinition(handle).Attributes.HasFlag(FieldAttributes.Static))
            {
                return false;
            }
        }

        foreach (var handle in type.GetMethods())
        {
            var method = Metadata!.GetMethodDefinition(handle);
            if (
                !method.Attributes.HasFlag(MethodAttributes.Static)
                && (!Is(method.Name, Constructor) || TakesAny(method))
            )
            {
                return false;
            }
        }

        return true;
    }

    // Its attribute's constructor is a reference into the framework, or a definition where the text declares that attribute itself.
    private bool IsWrittenByTheCompiler(in MethodDefinition method)
    {
        foreach (var handle in method.GetCustomAttributes())
        {
            var constructor = Metadata!.GetCustomAttribute(handle).Constructor;
            if (constructor.Kind != HandleKind.MemberReference)
            {
                continue;
            }

            var parent = Metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
            if (
                parent.Kind == HandleKind.TypeReference
                && Is(Metadata.GetTypeReference((TypeReferenceHandle)parent).Name, "CompilerGeneratedAttribute")
            )
            {
                return true;
            }
        }

        return false;
    }

    // ECMA-335 II.23.2.1: the convention, a count of type parameters where there are any, the count of parameters.
    private bool TakesAny(in MethodDefinition method)
    {
        var signature = Metadata!.GetBlobReader(method.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            return true;
        }

        return signature.ReadCompressedInteger() > 0;
    }

    private bool Is(StringHandle name, string wanted) => Metadata!.StringComparer.Equals(name, wanted);
}
