// what: the problem's own expected value throws: nobody's submission is wrong
// problem: {"mode":"function","tests":[{"call":"Solution.Add(1, 2)","expected":"int.Parse(\"x\")"}]}
// tests:
public static class Solution
{
    public static int Add(int a, int b) => a + b;
}
