// what: the problem's expected value does not compile
// problem: {"mode":"function","tests":[{"call":"Solution.Add(1, 2)","expected":"1 +"}]}
// tests:
public static class Solution
{
    public static int Add(int a, int b) => a + b;
}
