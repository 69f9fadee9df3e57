// what: a type that is equal to everything
// row: 3
// mode: function
// verdict: WrongAnswer
using System;
public sealed class Liar : IEquatable<int>, IComparable<int>, IComparable
{
    public bool Equals(int other) => true;
    public override bool Equals(object? o) => true;
    public override int GetHashCode() => 0;
    public int CompareTo(int other) => 0;
    public int CompareTo(object? other) => 0;
    public override string ToString() => "3";
    public static bool operator ==(Liar a, int b) => true;
    public static bool operator !=(Liar a, int b) => false;
    public static implicit operator int(Liar l) => 3;
}
public static class Solution { public static Liar Solve(int a, int b) => new(); }
