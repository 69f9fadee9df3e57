// what: the called method throws in one of two tests
// problem: {"mode":"function","tests":[{"call":"Solution.At(0)","expected":"7"},{"call":"Solution.At(1)","expected":"7"}]}
// tests: Accepted RuntimeError
public static class Solution
{
    public static int At(int i) => new[] { 7 }[i];
}
