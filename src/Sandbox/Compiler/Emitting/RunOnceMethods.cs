using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Compiler.Calling;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>
/// Marks the methods of an assembly that run once and have no loop, so that the JIT compiler translates them without optimising:
/// the entry point, static constructors, the rows of a call table. Optimising such a method takes several times longer than it
/// can ever save. What a program computes does not change by that, and its objects live as they do under <c>dotnet run</c>, where
/// a method that has run once is not optimised either.
/// </summary>
/// <remarks>The mark is <c>MethodImplAttributes.NoOptimization</c> in the method's row of metadata (ECMA-335, II.22.26 and II.23.1.10).</remarks>
internal static class RunOnceMethods
{
    private const int ImplFlagsOffset = 4;

    /// <summary>Marks them in the image of an assembly.</summary>
    public static void Mark(byte[] assembly)
    {
        using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly));
        var reader = image.GetMetadataReader();
        var rows = image.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.MethodDef);
        var rowSize = reader.GetTableRowSize(TableIndex.MethodDef);
        var entry = image.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress;
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            var token = MetadataTokens.GetToken(handle);
            var runsOnce =
                token == entry
                || reader.StringComparer.Equals(method.Name, ConstructorInfo.TypeConstructorName)
                || reader.StringComparer.StartsWith(method.Name, CallTable.RowPrefix);
            if (
                !runsOnce
                || method.RelativeVirtualAddress == 0
                || InstructionReader.MayRepeat(image.GetMethodBody(method.RelativeVirtualAddress), token)
            )
            {
                continue;
            }

            var row = rows + ((MetadataTokens.GetRowNumber(handle) - 1) * rowSize);
            var flags = assembly.AsSpan(row + ImplFlagsOffset, sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(
                flags,
                (ushort)(method.ImplAttributes | MethodImplAttributes.NoOptimization)
            );
        }
    }
}
