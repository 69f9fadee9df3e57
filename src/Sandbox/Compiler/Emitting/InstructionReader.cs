using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>Reads a method's instructions (ECMA-335, III) as far as needed to tell whether it can come to one twice.</summary>
internal static class InstructionReader
{
    private const byte TwoByteCode = 0xFE;

    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value, code => code.OperandType);

    /// <summary>Whether some branch leads back or the method names itself. A branch out of a protected block counts as any other.</summary>
    /// <param name="body">The method's code.</param>
    /// <param name="self">Its own token.</param>
    public static bool MayRepeat(MethodBodyBlock body, int self)
    {
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var at = code.Offset;
            var first = code.ReadByte();
            var value = first == TwoByteCode ? unchecked((short)(TwoByteCode << 8 | code.ReadByte())) : first;
            if (ComesAgain(ref code, Operands[value], at, self))
            {
                return true;
            }
        }

        return false;
    }

    // Reads the operand, to its end unless it is a way back. A distance counts from the end of its instruction.
    private static bool ComesAgain(ref BlobReader code, OperandType operand, int at, int self)
    {
        switch (operand)
        {
            case OperandType.InlineNone:
                return false;
            case OperandType.ShortInlineBrTarget:
                return code.ReadSByte() + code.Offset <= at;
            case OperandType.InlineBrTarget:
                return code.ReadInt32() + code.Offset <= at;
            case OperandType.InlineSwitch:
                var count = code.ReadInt32();
                var end = code.Offset + (count * sizeof(int));
                for (var i = 0; i < count; i++)
                {
                    if (code.ReadInt32() + end <= at)
                    {
                        return true;
                    }
                }

                return false;
            case OperandType.InlineMethod or OperandType.InlineTok:
                return code.ReadInt32() == self;
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                return false;
            case OperandType.InlineVar:
                code.Offset += 2;
                return false;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                return false;
            default:
                code.Offset += 4;
                return false;
        }
    }
}
