// what: changes the culture for whoever comes next
// row: 6
// mode: function
// verdict: WrongAnswer
using System.Globalization;
public static class Solution
{
    public static int Solve(int a, int b)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        return 0;
    }
}
