var gate = new TaskCompletionSource();
var slow = Behind(gate.Task, "slow");
var quick = After(5, "quick");
Console.WriteLine(await (await Task.WhenAny(slow, quick)));
gate.SetResult();
Console.WriteLine(await slow);

var done = new List<string>();
var a = After(5, "a");
var b = Behind(a, "b");
await foreach (var task in Task.WhenEach(Behind(b, "c"), a, b))
{
    done.Add(await task);
}
Console.WriteLine(string.Join(",", done));

try { await After(5_000, "never").WaitAsync(TimeSpan.FromMilliseconds(20)); }
catch (TimeoutException) { Console.WriteLine("timed out"); }

using var stop = new CancellationTokenSource();
var waiting = Task.Delay(Timeout.Infinite, stop.Token);
stop.CancelAfter(10);
try { await waiting; } catch (OperationCanceledException e) { Console.WriteLine($"{e.GetType().Name} {e.CancellationToken == stop.Token} {waiting.Status}"); }

var all = Task.WhenAll(Fail("x"), After(1, "fine"), Fail("y"));
try { await all; }
catch (InvalidOperationException e) { Console.WriteLine($"first: {e.Message}; all: {string.Join(",", all.Exception!.InnerExceptions.Select(x => x.Message))}"); }
Console.WriteLine($"{Task.CompletedTask.IsCompletedSuccessfully} {Task.FromCanceled(new CancellationToken(true)).Status} {Task.FromException(new Exception()).Status}");
var quiet = Fail("suppressed");
await ((Task)quiet).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
Console.WriteLine(quiet.IsFaulted);

static async Task<string> After(int milliseconds, string value) { await Task.Delay(milliseconds); return value; }
static async Task<string> Behind(Task before, string value) { await before; await Task.Delay(5); return value; }
static async Task<string> Fail(string why) { await Task.Yield(); throw new InvalidOperationException(why); }
