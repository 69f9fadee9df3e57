// what: lacks the method that the tests call
// problem: {"mode":"function","tests":[{"call":"Solution.Add(1, 2)","expected":"3"}]}
// tests:
public static class Solution
{
    public static int Sum(int a, int b) => a + b;
}
