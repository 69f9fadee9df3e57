// what: counts its calls in a static field to tell the tests apart
// row: 6
// mode: function
// verdict: WrongAnswer
public static class Solution
{
    static int calls;
    public static int Solve(int a, int b) => ++calls == 1 ? -1 : a + b;
}
