using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>
/// The generic methods an assembly calls with types of its own choice, such as <c>Select&lt;Item, int&gt;</c>. The framework has
/// no compiled code for them, so they are compiled once for all tests, as the assembly's own methods are.
/// </summary>
internal static class Instantiations
{
    private static readonly OpenTypeFinder Finder = new();

    /// <summary>Those that the assembly's metadata names with all their type arguments known.</summary>
    public static List<MethodBase> UsedBy(AssemblyContents contents)
    {
        if (contents.Metadata is not { } reader)
        {
            return [];
        }

        var methods = new List<MethodBase>();
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            var handle = MetadataTokens.MethodSpecificationHandle(row);
            if (!reader.GetMethodSpecification(handle).DecodeSignature(Finder, null).Contains(true))
            {
                Resolve(contents.Assembly, handle, methods);
            }
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (
                member.Parent.Kind == HandleKind.TypeSpecification
                && member.GetKind() == MemberReferenceKind.Method
                && !reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(Finder, null)
            )
            {
                Resolve(contents.Assembly, handle, methods);
            }
        }

        return methods;
    }

    /// <summary>Compiles a method ahead; what cannot be compiled fails in the test that calls it, where it can be seen.</summary>
    public static void Prepare(MethodBase method)
    {
        try
        {
            RuntimeTypeHandle[] arguments =
            [
                .. Handles(method.DeclaringType?.GetGenericArguments()),
                .. Handles(method.IsGenericMethod ? method.GetGenericArguments() : null),
            ];
            RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments.Length == 0 ? null : arguments);
        }
        catch (Exception)
        {
            // Its own fault, and the test's to show.
        }
    }

    private static IEnumerable<RuntimeTypeHandle> Handles(Type[]? types) =>
        (types ?? []).Select(static type => type.TypeHandle);

    // A member reference with a type of its own as parent may still be an array's accessor or an interface's method.
    private static void Resolve(Assembly assembly, EntityHandle handle, List<MethodBase> methods)
    {
        try
        {
            if (
                assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(handle)) is { IsAbstract: false } method
                && method.DeclaringType?.IsArray != true
                && !method.ContainsGenericParameters
            )
            {
                methods.Add(method);
            }
        }
        catch (Exception)
        {
            // What cannot be resolved now fails in the test that needs it.
        }
    }

    /// <summary>Answers whether a signature mentions a type parameter of what surrounds it.</summary>
    private sealed class OpenTypeFinder : ISignatureTypeProvider<bool, object?>
    {
        public bool GetArrayType(bool elementType, ArrayShape shape) => elementType;

        public bool GetByReferenceType(bool elementType) => elementType;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) =>
            genericType || typeArguments.Contains(true);

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;

        public bool GetPinnedType(bool elementType) => elementType;

        public bool GetPointerType(bool elementType) => elementType;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

        public bool GetSZArrayType(bool elementType) => elementType;

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            false;

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

        public bool GetTypeFromSpecification(
            MetadataReader reader,
            object? genericContext,
            TypeSpecificationHandle handle,
            byte rawTypeKind
        ) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
