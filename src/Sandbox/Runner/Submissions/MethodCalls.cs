using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>What a method's code calls, makes and reads, as it stands in its intermediate language.</summary>
internal static class MethodCalls
{
    private const byte TwoBytes = 0xFE;
    private const byte Unknown = 0xFF;

    // Operand bytes of each instruction, those of two bytes in the second half.
    private static readonly byte[] OperandBytes = ReadOperandBytes();

    /// <summary>Gives every token of a method, field or type's method to <paramref name="visit"/>, with the instruction that has it.</summary>
    public static void Visit(MethodBase method, Action<Instruction, int> visit)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            return;
        }

        for (var at = 0; at < code.Length; )
        {
            var number = code[at] == TwoBytes && at + 1 < code.Length ? 256 + code[at + 1] : code[at];
            at += number < 256 ? 1 : 2;
            var operand = OperandBytes[number];
            if (operand == Unknown)
            {
                return;
            }

            if (InstructionOf(number) is { } instruction && at + sizeof(int) <= code.Length)
            {
                visit(instruction, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)));
            }

            at +=
                number == OpCodes.Switch.Value && at + sizeof(int) <= code.Length
                    ? sizeof(int) * (1 + BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)))
                    : operand;
        }
    }

    private static Instruction? InstructionOf(int number) =>
        number switch
        {
            0x28 => Instruction.Call,
            0x6F => Instruction.CallVirtual,
            0x73 => Instruction.Make,
            0x7E or 0x7F or 0x80 => Instruction.UseStatic,
            0x106 or 0x107 => Instruction.Call,
            _ => null,
        };

    private static byte[] ReadOperandBytes()
    {
        var sizes = new byte[512];
        Array.Fill(sizes, Unknown);
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (field.GetValue(null) is OpCode code)
            {
                sizes[code.Size == 1 ? code.Value : 256 + (byte)code.Value] = SizeOf(code.OperandType);
            }
        }

        return sizes;
    }

    private static byte SizeOf(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };
}

/// <summary>What an instruction does with what its token names.</summary>
internal enum Instruction
{
    /// <summary>Calls the method, or takes its address.</summary>
    Call,

    /// <summary>Calls what the object has in the method's place.</summary>
    CallVirtual,

    /// <summary>Makes an object by the constructor.</summary>
    Make,

    /// <summary>Uses a static field.</summary>
    UseStatic,
}
