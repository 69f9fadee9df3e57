using System.Runtime.ExceptionServices;

ExceptionDispatchInfo? captured = null;
try { Deep(3); } catch (CustomException e) { captured = ExceptionDispatchInfo.Capture(e); }
try { captured!.Throw(); }
catch (CustomException e) { Console.WriteLine($"{e.Code} {e.Data["where"]} {e.StackTrace!.Split('\n').Any(l => l.Contains("Deep"))}"); }

var order = new List<string>();
try
{
    try
    {
        try { throw new FormatException("inner"); }
        catch (FormatException e) when (Log("filter 1", false)) { order.Add("no " + e.Message); }
        finally { order.Add("finally 1"); }
    }
    catch (Exception e) when (Log("filter 2", true)) { order.Add("caught " + e.Message); throw new InvalidOperationException("outer", e); }
    finally { order.Add("finally 2"); }
}
catch (InvalidOperationException e) when (e.InnerException is FormatException { Message: "inner" } f) { order.Add($"outer of {f.Message}"); }
Console.WriteLine(string.Join(" > ", order));
var flat = new AggregateException(new AggregateException(new Exception("a"), new AggregateException(new Exception("b"))), new Exception("c")).Flatten();
Console.WriteLine(flat.InnerExceptions.Count + " " + flat.GetBaseException().GetType().Name);
try { flat.Handle(e => e.Message != "b"); } catch (AggregateException e) { Console.WriteLine(e.InnerExceptions.Single().Message); }
var firsts = 0;
AppDomain.CurrentDomain.FirstChanceException += (_, _) => firsts++;
for (var i = 0; i < 100; i++) { try { int.Parse("x"); } catch (FormatException) { } }
Console.WriteLine(firsts);
Console.WriteLine(Finally() + " " + new CustomException(1) + "");

bool Log(string s, bool answer) { order.Add(s); return answer; }
static int Finally() { var x = 1; try { return x; } finally { x = 2; } }
static void Deep(int n)
{
    if (n == 0) { throw new CustomException(42) { Data = { ["where"] = "deep" } }; }
    Deep(n - 1);
}
sealed class CustomException(int code) : Exception($"code {code}") { public int Code => code; public override string ToString() => $"{GetType().Name}({Code})"; }
