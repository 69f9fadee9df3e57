// what: a type that becomes any number it is asked for
// row: 3
// mode: function
// verdict: WrongAnswer
using System;
public readonly struct Any : IConvertible, IComparable, IFormattable
{
    public static implicit operator int(Any a) => 3;
    public static implicit operator Any(int a) => default;
    public int CompareTo(object? other) => 0;
    public override bool Equals(object? other) => true;
    public override int GetHashCode() => 3;
    public override string ToString() => "3";
    public string ToString(string? format, IFormatProvider? provider) => "3";
    public TypeCode GetTypeCode() => TypeCode.Int32;
    public bool ToBoolean(IFormatProvider? p) => true;
    public byte ToByte(IFormatProvider? p) => 3;
    public char ToChar(IFormatProvider? p) => '3';
    public DateTime ToDateTime(IFormatProvider? p) => default;
    public decimal ToDecimal(IFormatProvider? p) => 3;
    public double ToDouble(IFormatProvider? p) => 3;
    public short ToInt16(IFormatProvider? p) => 3;
    public int ToInt32(IFormatProvider? p) => 3;
    public long ToInt64(IFormatProvider? p) => 3;
    public sbyte ToSByte(IFormatProvider? p) => 3;
    public float ToSingle(IFormatProvider? p) => 3;
    public string ToString(IFormatProvider? p) => "3";
    public object ToType(Type type, IFormatProvider? p) => 3;
    public ushort ToUInt16(IFormatProvider? p) => 3;
    public uint ToUInt32(IFormatProvider? p) => 3;
    public ulong ToUInt64(IFormatProvider? p) => 3;
}
public static class Solution { public static Any Solve(int a, int b) => default; }
