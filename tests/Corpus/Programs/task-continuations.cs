using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
var t = Task.FromResult(5).ContinueWith(x => x.Result * 2).ContinueWith(x => x.Result + 1); Console.WriteLine(await t); var first = await Task.WhenAny(Task.Delay(2000).ContinueWith(_ => 1), Task.Delay(5).ContinueWith(_ => 2)); Console.WriteLine(await first); var s = new TaskCompletionSource<string>(); _ = Task.Run(() => s.SetResult("set")); Console.WriteLine(await s.Task); ValueTask<int> v = new(9); Console.WriteLine(await v);
