// what: returns an object that says it equals everything
// problem: {"mode":"function","tests":[{"call":"Solution.Answer()","expected":"42"}]}
// tests: WrongAnswer
public class Liar
{
    public override bool Equals(object? other) => true;

    public override int GetHashCode() => 42;

    public override string ToString() => "42";

    public static bool operator ==(Liar left, int right) => true;

    public static bool operator !=(Liar left, int right) => false;
}

public static class Solution
{
    public static Liar Answer() => new();
}
