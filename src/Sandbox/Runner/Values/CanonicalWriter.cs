using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>
/// Writes a value in the <see cref="CanonicalFormat"/>. Of what a submission defines only enumeration and property getters
/// take part, within budgets; exceptions they throw pass through, endless ones end as too large.
/// </summary>
internal sealed class CanonicalWriter(ValueArea area)
{
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _elements;

    /// <summary>Writes the value and says what became of it.</summary>
    public void Write(object? value)
    {
        var sink = new ByteSink(area.Content);
        try
        {
            Value(ref sink, value, 0);
            area.Publish(ValueState.Returned, sink.Length);
        }
        catch (ValueTooLargeException)
        {
            area.Publish(ValueState.TooLarge, 0);
        }
        catch (ValueCyclicException)
        {
            area.Publish(ValueState.Cyclic, 0);
        }
        catch (ValueUnsupportedException)
        {
            area.Publish(ValueState.Unsupported, 0);
        }
    }

    private void Value(ref ByteSink sink, object? value, int depth)
    {
        if (++_elements > CanonicalFormat.MaxElements || depth > CanonicalFormat.MaxDepth)
        {
            throw new ValueTooLargeException();
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is null)
        {
            sink.Raw("null"u8);
            return;
        }

        var type = value.GetType();
        if (type.IsEnum)
        {
            Enumeration(ref sink, value, type);
        }
        else if (!Scalar(ref sink, value))
        {
            Compound(ref sink, value, type, depth);
        }
    }

    private static bool Scalar(ref ByteSink sink, object value)
    {
        switch (value)
        {
            case bool b:
                sink.Raw(b ? "true"u8 : "false"u8);
                return true;
            case string text:
                sink.Text(text);
                return true;
            case char c:
                sink.Raw("{\"c\":"u8);
                sink.Text([c]);
                sink.Byte((byte)'}');
                return true;
            case int or long or short or sbyte or byte or ushort or uint:
                sink.Raw("{\"i\":\""u8);
                sink.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                sink.Raw("\"}"u8);
                return true;
            case ulong or nint or nuint or Int128 or UInt128:
                return Tagged(ref sink, 'i', ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
            case BigInteger big:
                // A number of more digits than a value may have bytes is not worth the time of printing it.
                return big.GetByteCount() > CanonicalFormat.MaxBytes / 4
                    ? throw new ValueTooLargeException()
                    : Tagged(ref sink, 'i', big.ToString(CultureInfo.InvariantCulture));
            case double or float or Half:
                return Tagged(ref sink, 'f', ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture));
            case decimal m:
                return Tagged(ref sink, 'm', m.ToString(CultureInfo.InvariantCulture));
            default:
                return KnownText.TryWrite(ref sink, value);
        }
    }

    private static bool Tagged(ref ByteSink sink, char tag, string text)
    {
        sink.Raw("{\""u8);
        sink.Byte((byte)tag);
        sink.Raw("\":\""u8);
        sink.Ascii(text);
        sink.Raw("\"}"u8);
        return true;
    }

    private static void Enumeration(ref ByteSink sink, object value, Type type)
    {
        sink.Raw("{\"e\":"u8);
        sink.Text($"{TypeName.Of(type)}.{value}");
        sink.Byte((byte)'}');
    }

    private void Compound(ref ByteSink sink, object value, Type type, int depth)
    {
        if (type.IsPointer || value is Delegate or Pointer or Stream or MemberInfo or Task)
        {
            throw new ValueUnsupportedException();
        }

        var tracked = !type.IsValueType;
        if (tracked && !_open.Add(value))
        {
            throw new ValueCyclicException();
        }

        switch (value)
        {
            case ITuple tuple when Shapes.IsTuple(type):
                Tuple(ref sink, tuple, depth);
                break;
            case Array array:
                Array(ref sink, array, depth);
                break;
            case IEnumerable sequence when Shapes.IsDictionary(type):
                Dictionary(ref sink, sequence, depth);
                break;
            case IEnumerable sequence when Shapes.IsSet(type):
                sink.Raw("{\"s\":"u8);
                Sequence(ref sink, sequence, depth);
                sink.Byte((byte)'}');
                break;
            case IEnumerable sequence:
                Sequence(ref sink, sequence, depth);
                break;
            case var other when Sequences.Of(other, type) is { } elements:
                Sequence(ref sink, elements, depth);
                break;
            default:
                Object(ref sink, value, type, depth);
                break;
        }

        if (tracked)
        {
            _open.Remove(value);
        }
    }

    private void Tuple(ref ByteSink sink, ITuple tuple, int depth)
    {
        sink.Raw("{\"t\":["u8);
        for (var i = 0; i < tuple.Length; i++)
        {
            Separate(ref sink, i);
            Value(ref sink, tuple[i], depth + 1);
        }

        sink.Raw("]}"u8);
    }

    private void Array(ref ByteSink sink, Array array, int depth)
    {
        if (array.Rank == 1)
        {
            Sequence(ref sink, array, depth);
        }
        else
        {
            Dimension(ref sink, array, new int[array.Rank], 0, depth);
        }
    }

    private void Dimension(ref ByteSink sink, Array array, int[] index, int dimension, int depth)
    {
        sink.Byte((byte)'[');
        var first = array.GetLowerBound(dimension);
        for (var i = 0; i < array.GetLength(dimension); i++)
        {
            Separate(ref sink, i);
            index[dimension] = first + i;
            if (dimension == array.Rank - 1)
            {
                Value(ref sink, array.GetValue(index), depth + 1);
            }
            else
            {
                Dimension(ref sink, array, index, dimension + 1, depth + 1);
            }
        }

        sink.Byte((byte)']');
    }

    private void Sequence(ref ByteSink sink, IEnumerable sequence, int depth)
    {
        sink.Byte((byte)'[');
        var count = 0;
        foreach (var item in sequence)
        {
            Separate(ref sink, count++);
            Value(ref sink, item, depth + 1);
        }

        sink.Byte((byte)']');
    }

    private void Dictionary(ref ByteSink sink, IEnumerable dictionary, int depth)
    {
        sink.Raw("{\"d\":["u8);
        var count = 0;
        foreach (var entry in dictionary)
        {
            var (key, item) = Shapes.Pair(entry);
            Separate(ref sink, count++);
            sink.Byte((byte)'[');
            Value(ref sink, key, depth + 1);
            sink.Byte((byte)',');
            Value(ref sink, item, depth + 1);
            sink.Byte((byte)']');
        }

        sink.Raw("]}"u8);
    }

    private void Object(ref ByteSink sink, object value, Type type, int depth)
    {
        sink.Raw("{\"o\":"u8);
        sink.Text(TypeName.Of(type));
        sink.Raw(",\"p\":{"u8);
        var count = 0;
        foreach (var member in Members.Of(type))
        {
            var content = member.Read(value);
            Separate(ref sink, count++);
            sink.Text(member.Name);
            sink.Byte((byte)':');
            Value(ref sink, content, depth + 1);
        }

        sink.Raw("}}"u8);
    }

    private static void Separate(ref ByteSink sink, int position)
    {
        if (position > 0)
        {
            sink.Byte((byte)',');
        }
    }
}
