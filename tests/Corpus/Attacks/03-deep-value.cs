// what: lists nested a hundred thousand deep
// row: 3
// mode: function
// verdict: OutputLimit | WrongAnswer
using System.Collections.Generic;
public static class Solution
{
    public static object Solve(int a, int b)
    {
        object value = 3;
        for (var i = 0; i < 100_000; i++) { value = new List<object> { value }; }
        return value;
    }
}
