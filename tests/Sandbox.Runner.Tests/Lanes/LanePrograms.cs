namespace R1Code.Sandbox.Runner.Tests.Lanes;

/// <summary>Whole programs of real variety, each small; both lanes must say the same of each.</summary>
internal static class LanePrograms
{
    /// <summary>Name, source.</summary>
    public static readonly (string Name, string Source)[] All =
    [
        ("nothing", "return 0;"),
        ("exit code from Main", "return 7;"),
        ("exit code 256 wraps", "return 256;"),
        ("exit code property", "Environment.ExitCode = 5;"),
        ("async Main", "await Task.Delay(1); Console.WriteLine(\"after\"); return 3;"),
        ("Main with arguments", "class P { static void Main(string[] args) => Console.WriteLine(args.Length); }"),
        (
            "sum of input",
            "Console.WriteLine(Console.In.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Sum(long.Parse));"
        ),
        (
            "reads at end of input",
            "while (Console.ReadLine() is { } line) Console.WriteLine(line.Length); Console.WriteLine(Console.ReadLine() is null); Console.WriteLine(Console.Read());"
        ),
        (
            "raw input stream",
            "using var s = Console.OpenStandardInput(); var b = new byte[100]; int n, t = 0; while ((n = s.Read(b)) > 0) t += n; Console.WriteLine(t);"
        ),
        (
            "stream reader on raw input",
            "using var r = new StreamReader(Console.OpenStandardInput()); Console.WriteLine(r.ReadToEnd().Trim().Length);"
        ),
        (
            "buffered writer",
            "using var w = new StreamWriter(Console.OpenStandardOutput()); for (int i = 0; i < 1000; i++) w.WriteLine(i);"
        ),
        (
            "forgotten flush loses output",
            "var w = new StreamWriter(Console.OpenStandardOutput()); w.WriteLine(\"lost\"); Console.WriteLine(\"kept\");"
        ),
        (
            "console and raw output interleave",
            "var o = Console.OpenStandardOutput(); Console.Write(\"a\"); o.Write(\"b\"u8); Console.Write(\"c\"); o.Write(\"d\"u8);"
        ),
        (
            "set out to a buffer",
            "var w = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false }; Console.SetOut(w); Console.WriteLine(\"x\"); Console.Out.Flush();"
        ),
        ("disposed console out", "Console.Out.Dispose(); Console.WriteLine(\"still\");"),
        ("closed console out", "Console.Out.Close(); Console.WriteLine(\"still\");"),
        ("output encoding", "Console.OutputEncoding = Encoding.UTF8; Console.WriteLine(\"äöü €\");"),
        ("unicode output", "Console.WriteLine(\"日本語 🙂 \\ud800\");"),
        ("standard error", "Console.Error.WriteLine(\"to stderr\"); Console.WriteLine(\"to stdout\");"),
        (
            "redirected",
            "Console.WriteLine(Console.IsInputRedirected + \" \" + Console.IsOutputRedirected + \" \" + Console.IsErrorRedirected);"
        ),
        ("read key without terminal", "Console.ReadKey();"),
        (
            "cursor and colours",
            "Console.ForegroundColor = ConsoleColor.Red; Console.Write(\"red\"); Console.ResetColor();"
        ),
        ("many lines", "for (int i = 0; i < 20000; i++) Console.WriteLine(i);"),
        ("unhandled exception", "throw new InvalidOperationException(\"boom\");"),
        (
            "exception in a thread",
            "var t = new Thread(() => throw new Exception(\"in thread\")); t.Start(); t.Join(); Console.WriteLine(\"not reached\");"
        ),
        ("exception in a task, awaited", "await Task.Run(() => throw new ArgumentException(\"in task\"));"),
        (
            "exception in a task, forgotten",
            "_ = Task.Run(() => throw new Exception()); Thread.Sleep(50); Console.WriteLine(\"alive\");"
        ),
        ("index out of range", "int[] a = [1]; Console.WriteLine(a[args.Length + 3]);"),
        ("null reference", "string? s = args.Length > 5 ? \"\" : null; Console.WriteLine(s!.Length);"),
        ("division by zero", "int z = args.Length; Console.WriteLine(1 / z);"),
        (
            "caught in a filter",
            "try { throw new Exception(\"f\"); } catch (Exception e) when (e.Message == \"f\") { Console.WriteLine(\"filtered\"); } finally { Console.WriteLine(\"finally\"); }"
        ),
        (
            "nested rethrow",
            "try { try { throw new Exception(\"a\"); } catch (Exception e) { throw new Exception(\"b\", e); } } catch (Exception e) { Console.WriteLine(e.Message + e.InnerException!.Message); }"
        ),
        (
            "unhandled exception event",
            "AppDomain.CurrentDomain.UnhandledException += (_, e) => Console.WriteLine(\"seen \" + e.IsTerminating); throw new Exception();"
        ),
        (
            "process exit event",
            "AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(\"bye\"); Console.WriteLine(\"main ends\");"
        ),
        ("process exit sets the code", "AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 9;"),
        ("process exit throws", "AppDomain.CurrentDomain.ProcessExit += (_, _) => throw new Exception(\"late\");"),
        (
            "unloading event",
            "System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => Console.WriteLine(\"unloading\"); Console.WriteLine(\"main ends\");"
        ),
        (
            "load context",
            "Console.WriteLine(System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof(Program).Assembly) == System.Runtime.Loader.AssemblyLoadContext.Default);"
        ),
        ("fail fast", "Environment.FailFast(\"enough\");"),
        ("stack overflow", "Console.WriteLine(F(0)); static int F(int n) => n % 2 == 3 ? 0 : F(n + 1) + 1;"),
        ("deep recursion", "Console.WriteLine(F(20000)); static int F(int n) => n == 0 ? 0 : F(n - 1) + 1;"),
        (
            "deep recursion in a large thread",
            "int r = 0; var t = new Thread(() => r = F(200000), 256 << 20); t.Start(); t.Join(); Console.WriteLine(r); static int F(int n) => n == 0 ? 0 : F(n - 1) + 1;"
        ),
        ("null pointer", "unsafe { int* p = (int*)args.Length; Console.WriteLine(*p); }"),
        ("wild pointer", "unsafe { long* p = (long*)0x123456789000; *p = 1; }"),
        (
            "foreground thread outlives Main",
            "new Thread(() => { Thread.Sleep(60); Console.WriteLine(\"late\"); }).Start(); Console.WriteLine(\"main ends\");"
        ),
        (
            "background thread dies with Main",
            "new Thread(() => { Thread.Sleep(5000); Console.WriteLine(\"never\"); }) { IsBackground = true }.Start(); Console.WriteLine(\"main ends\");"
        ),
        (
            "threads with a lock",
            "int n = 0; var l = new object(); var ts = Enumerable.Range(0, 4).Select(_ => new Thread(() => { for (int i = 0; i < 10000; i++) lock (l) n++; })).ToArray(); foreach (var t in ts) t.Start(); foreach (var t in ts) t.Join(); Console.WriteLine(n);"
        ),
        (
            "new lock type",
            "var l = new Lock(); int n = 0; Parallel.For(0, 1000, _ => { lock (l) n++; }); Console.WriteLine(n);"
        ),
        (
            "monitor wait and pulse",
            "var l = new object(); bool ready = false; var t = new Thread(() => { lock (l) { ready = true; Monitor.Pulse(l); } }); lock (l) { t.Start(); while (!ready) Monitor.Wait(l); } Console.WriteLine(ready);"
        ),
        (
            "threads allocate while the collector runs",
            "var ts = Enumerable.Range(0, 4).Select(k => new Thread(() => { var keep = new List<string>(); for (int i = 0; i < 20000; i++) keep.Add(new string('x', i % 50)); if (keep.Sum(s => s.Length) != 490000) Environment.FailFast(\"lost\"); })).ToArray(); foreach (var t in ts) t.Start(); for (int i = 0; i < 5; i++) GC.Collect(); foreach (var t in ts) t.Join(); Console.WriteLine(\"kept\");"
        ),
        (
            "a spinning thread can be stopped for collection",
            "bool stop = false; long spins = 0; var t = new Thread(() => { while (!Volatile.Read(ref stop)) spins++; }) { IsBackground = true }; t.Start(); for (int i = 0; i < 5; i++) GC.Collect(); Volatile.Write(ref stop, true); t.Join(); Console.WriteLine(\"stopped\");"
        ),
        (
            "the main thread spins while another collects",
            "int done = 0; var t = new Thread(() => { for (int i = 0; i < 20; i++) GC.Collect(); Volatile.Write(ref done, 1); }); t.Start(); int x = 0; while (Volatile.Read(ref done) == 0) { for (int i = 0; i < 100000; i++) x ^= i; } Console.WriteLine(\"both lived\");"
        ),
        (
            "tasks",
            "var r = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => i * i))); Console.WriteLine(r.Sum());"
        ),
        (
            "task delay and cancellation",
            "var c = new CancellationTokenSource(20); try { await Task.Delay(10000, c.Token); } catch (OperationCanceledException) { Console.WriteLine(\"cancelled\"); }"
        ),
        (
            "timer",
            "var e = new ManualResetEventSlim(); int n = 0; using var t = new Timer(_ => { if (++n == 3) e.Set(); }, null, 1, 1); Console.WriteLine(e.Wait(5000));"
        ),
        (
            "periodic timer",
            "using var t = new PeriodicTimer(TimeSpan.FromMilliseconds(2)); int n = 0; while (n < 3 && await t.WaitForNextTickAsync()) n++; Console.WriteLine(n);"
        ),
        (
            "parallel for",
            "long s = 0; Parallel.For(0, 10000, () => 0L, (i, _, a) => a + i, a => Interlocked.Add(ref s, a)); Console.WriteLine(s);"
        ),
        (
            "parallel linq",
            "Console.WriteLine(Enumerable.Range(0, 10000).AsParallel().Where(i => i % 3 == 0).Select(i => (long)i).Sum());"
        ),
        (
            "channel",
            "var c = System.Threading.Channels.Channel.CreateBounded<int>(4); var w = Task.Run(async () => { for (int i = 0; i < 100; i++) await c.Writer.WriteAsync(i); c.Writer.Complete(); }); int s = 0; await foreach (var i in c.Reader.ReadAllAsync()) s += i; Console.WriteLine(s);"
        ),
        (
            "concurrent collections",
            "var d = new System.Collections.Concurrent.ConcurrentDictionary<int, int>(); Parallel.For(0, 1000, i => d.AddOrUpdate(i % 10, 1, (_, v) => v + 1)); Console.WriteLine(d.Values.Sum());"
        ),
        (
            "semaphore and countdown",
            "var s = new SemaphoreSlim(2); var c = new CountdownEvent(5); for (int i = 0; i < 5; i++) _ = Task.Run(async () => { await s.WaitAsync(); await Task.Delay(2); s.Release(); c.Signal(); }); Console.WriteLine(c.Wait(5000));"
        ),
        (
            "thread local and async local",
            "var t = new ThreadLocal<int>(() => 4); var a = new AsyncLocal<string>(); a.Value = \"x\"; await Task.Run(() => Console.WriteLine(t.Value + a.Value));"
        ),
        (
            "async enumerable",
            "await foreach (var i in F()) Console.Write(i); static async IAsyncEnumerable<int> F() { for (int i = 0; i < 5; i++) { await Task.Yield(); yield return i; } }"
        ),
        (
            "linq",
            "var q = from i in Enumerable.Range(1, 100) where i % 7 == 0 group i by i % 2 into g orderby g.Key select $\"{g.Key}:{string.Join(',', g)}\"; Console.WriteLine(string.Join('|', q));"
        ),
        (
            "linq joins and chunks",
            "var a = new[] { (1, \"a\"), (2, \"b\") }; var b = new[] { (2, 5.5), (1, 2.25) }; foreach (var (x, y) in a.Join(b, p => p.Item1, p => p.Item1, (p, r) => (p.Item2, r.Item2))) Console.WriteLine($\"{x} {y}\"); Console.WriteLine(Enumerable.Range(0, 10).Chunk(3).Count());"
        ),
        (
            "big integers",
            "BigInteger f = 1; for (int i = 1; i <= 300; i++) f *= i; Console.WriteLine(f); Console.WriteLine(BigInteger.ModPow(3, 1000, 1000007));"
        ),
        (
            "wide integers",
            "Console.WriteLine(Int128.MaxValue); Console.WriteLine((UInt128)1 << 100); Console.WriteLine((Half)1.1);"
        ),
        (
            "decimals and doubles",
            "Console.WriteLine(1.1m * 3); Console.WriteLine(0.1 + 0.2); Console.WriteLine(double.MaxValue); Console.WriteLine(1e21); Console.WriteLine(-0.0); Console.WriteLine(double.NaN);"
        ),
        (
            "formatting",
            "Console.WriteLine($\"{1234567.891:N2} {0.5:P1} {255:X4} {DateTime.UnixEpoch:yyyy-MM-dd} {42,8}|{42,-8}| {TimeSpan.FromMinutes(90)}\");"
        ),
        (
            "cultures",
            "Console.WriteLine(System.Globalization.CultureInfo.CurrentCulture.Name + \"|\" + (1.5).ToString()); Console.WriteLine((1234.5).ToString(\"N\", System.Globalization.CultureInfo.InvariantCulture));"
        ),
        (
            "regular expressions",
            "var r = new System.Text.RegularExpressions.Regex(@\"(\\w+)@(\\w+)\\.com\"); Console.WriteLine(r.Replace(\"a@b.com c@d.com\", \"$2 at $1\"));"
        ),
        (
            "compiled regular expressions",
            "var r = new System.Text.RegularExpressions.Regex(@\"^(a|b)*c$\", System.Text.RegularExpressions.RegexOptions.Compiled); Console.WriteLine(r.IsMatch(\"ababc\"));"
        ),
        (
            "collections",
            "var h = new SortedDictionary<string, List<int>> { [\"b\"] = [1], [\"a\"] = [2, 3] }; foreach (var (k, v) in h) Console.WriteLine(k + v.Count); var q = new PriorityQueue<string, int>(); q.Enqueue(\"x\", 2); q.Enqueue(\"y\", 1); Console.WriteLine(q.Dequeue()); var l = new LinkedList<int>([1, 2]); l.AddFirst(0); Console.WriteLine(string.Join(' ', l));"
        ),
        (
            "sorted sets and bit arrays",
            "var s = new SortedSet<int>([5, 1, 3]); Console.WriteLine(s.Min + \" \" + s.GetViewBetween(2, 5).Count); var b = new BitArray(8); b[3] = true; Console.WriteLine(b.Cast<bool>().Count(x => x));"
        ),
        (
            "iterators",
            "static IEnumerable<int> Fib() { int a = 0, b = 1; while (true) { yield return a; (a, b) = (b, a + b); } } Console.WriteLine(string.Join(' ', Fib().Take(20)));"
        ),
        (
            "generic virtual methods",
            "A x = new B(); Console.WriteLine(x.F<int>(1) + x.F(\"s\")); class A { public virtual string F<T>(T t) => \"A\" + t; } class B : A { public override string F<T>(T t) => \"B\" + typeof(T).Name + t; }"
        ),
        (
            "generic maths",
            "Console.WriteLine(Sum([1.5, 2.5]) + Sum<double>([1])); static T Sum<T>(T[] a) where T : INumber<T> { var s = T.Zero; foreach (var x in a) s += x; return s; }"
        ),
        (
            "records and patterns",
            "Console.WriteLine(new P(1, 2) with { Y = 5 }); object o = new P(3, 4); Console.WriteLine(o is P { X: > 2, Y: var y } ? y : -1); record P(int X, int Y);"
        ),
        (
            "spans and stack memory",
            "Span<int> s = stackalloc int[100]; for (int i = 0; i < 100; i++) s[i] = i; s.Reverse(); Console.WriteLine(s[0] + s[..10].ToArray().Sum()); Console.WriteLine(\"a,b,c\".AsSpan().Count(','));"
        ),
        (
            "unsafe code",
            "unsafe { int* p = stackalloc int[4]; for (int i = 0; i < 4; i++) *(p + i) = i * i; Console.WriteLine(p[3]); fixed (char* c = \"hey\") Console.WriteLine(c[1]); }"
        ),
        (
            "vectors",
            "var a = Vector256.Create(2f); Console.WriteLine(System.Runtime.Intrinsics.Vector256.Sum(a * a)); Console.WriteLine(Vector<int>.One.Equals(Vector<int>.One));".Replace(
                "Vector256.Create",
                "System.Runtime.Intrinsics.Vector256.Create",
                StringComparison.Ordinal
            )
        ),
        (
            "reflection",
            "var m = typeof(C).GetMethod(\"F\")!; Console.WriteLine(m.Invoke(new C(), [4])); Console.WriteLine(Activator.CreateInstance<C>().F(5)); class C { public int F(int x) => x + 1; }"
        ),
        (
            "reflection emit",
            "var d = new System.Reflection.Emit.DynamicMethod(\"f\", typeof(int), [typeof(int)]); var g = d.GetILGenerator(); g.Emit(System.Reflection.Emit.OpCodes.Ldarg_0); g.Emit(System.Reflection.Emit.OpCodes.Ldc_I4_2); g.Emit(System.Reflection.Emit.OpCodes.Mul); g.Emit(System.Reflection.Emit.OpCodes.Ret); Console.WriteLine(((Func<int, int>)d.CreateDelegate(typeof(Func<int, int>)))(21));"
        ),
        (
            "expression trees",
            "System.Linq.Expressions.Expression<Func<int, int>> e = x => x * x + 1; Console.WriteLine(e.Compile()(5) + \" \" + e);"
        ),
        ("dynamic", "dynamic d = 5; d += 2; Console.WriteLine(d); d = \"s\"; Console.WriteLine(d.Length);"),
        (
            "json",
            "Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { a = 1, b = new[] { \"x\" } })); Console.WriteLine(System.Text.Json.JsonDocument.Parse(\"{\\\"k\\\":[1,2]}\").RootElement.GetProperty(\"k\").GetArrayLength());"
        ),
        ("xml", "Console.WriteLine(System.Xml.Linq.XElement.Parse(\"<a><b>1</b></a>\").Element(\"b\")!.Value);"),
        ("hashes", "Console.WriteLine(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(\"abc\"u8)));"),
        (
            "compression",
            "var m = new MemoryStream(); using (var z = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionLevel.Fastest, true)) z.Write(new byte[10000]); m.Position = 0; using var u = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionMode.Decompress); Console.WriteLine(u.ReadAtLeast(new byte[20000], 20000, false));"
        ),
        (
            "string operations",
            "Console.WriteLine(\"Straße\".ToUpperInvariant() + \"é\".Normalize(NormalizationForm.FormD).Length + string.Compare(\"a\", \"B\", StringComparison.OrdinalIgnoreCase)); var b = new StringBuilder(); for (int i = 0; i < 1000; i++) b.Append(i).Append(','); Console.WriteLine(b.Length);"
        ),
        (
            "seeded random numbers",
            "var r = new Random(42); Console.WriteLine(string.Join(' ', Enumerable.Range(0, 5).Select(_ => r.Next(100))));"
        ),
        (
            "unseeded random numbers",
            "Console.WriteLine(Random.Shared.Next(10) < 10); Console.WriteLine(Guid.NewGuid() != Guid.NewGuid()); Console.WriteLine(new Random().NextDouble() < 1);"
        ),
        (
            "files",
            "File.WriteAllText(\"a.txt\", \"hi\"); File.AppendAllText(\"a.txt\", \"!\"); Console.WriteLine(File.ReadAllText(\"a.txt\") + File.Exists(\"b\")); Directory.CreateDirectory(\"d/e\"); File.Move(\"a.txt\", \"d/e/b.txt\"); Console.WriteLine(Directory.GetFiles(\"d\", \"*\", SearchOption.AllDirectories).Length); Directory.Delete(\"d\", true);"
        ),
        (
            "temporary file",
            "var p = Path.GetTempFileName(); File.WriteAllText(p, \"x\"); Console.WriteLine(File.ReadAllText(p)); File.Delete(p);"
        ),
        (
            "stopwatch",
            "var w = System.Diagnostics.Stopwatch.StartNew(); Thread.Sleep(5); Console.WriteLine(w.ElapsedMilliseconds >= 4); Console.WriteLine((DateTime.UtcNow - DateTime.UnixEpoch).TotalDays > 1);"
        ),
        (
            "process information",
            "Console.WriteLine(Environment.ProcessId > 0); Console.WriteLine(Environment.ProcessorCount > 0); Console.WriteLine(Environment.Version.Major);"
        ),
        (
            "no new process",
            "try { System.Diagnostics.Process.Start(\"/bin/true\"); Console.WriteLine(\"started\"); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }"
        ),
        (
            "no network",
            "try { new System.Net.Sockets.TcpClient(\"127.0.0.1\", 80); Console.WriteLine(\"connected\"); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }"
        ),
        (
            "thread priority",
            "var t = new Thread(() => Console.WriteLine(\"ran\")) { Priority = ThreadPriority.Highest }; t.Start(); t.Join();"
        ),
        (
            "static constructors",
            "Console.WriteLine(C.X); class C { public static readonly int X; static C() { Console.WriteLine(\"cctor\"); X = 4; } }"
        ),
        (
            "static constructor throws",
            "try { Console.WriteLine(C.X); } catch (TypeInitializationException e) { Console.WriteLine(e.InnerException!.Message); } class C { public static int X = int.Parse(\"x\" + 1); }"
        ),
        (
            "module initializer",
            "Console.WriteLine(\"main\"); class M { [System.Runtime.CompilerServices.ModuleInitializer] internal static void I() => Console.WriteLine(\"module\"); }"
        ),
        (
            "many objects",
            "var l = new List<object>(); for (int i = 0; i < 300000; i++) l.Add(new int[4]); Console.WriteLine(l.Count + GC.CollectionCount(0) >= 300000);"
        ),
        ("large arrays", "var a = new int[10_000_000]; a[^1] = 3; Console.WriteLine(a.Sum());"),
        (
            "memory pressure and weak references",
            "var w = F(); GC.Collect(); Console.WriteLine(w.IsAlive); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static WeakReference F() => new(new object());"
        ),
        (
            "sieve",
            "var n = 1000000; var c = new bool[n + 1]; int k = 0; for (int i = 2; i <= n; i++) { if (c[i]) continue; k++; for (long j = (long)i * i; j <= n; j += i) c[j] = true; } Console.WriteLine(k);"
        ),
        (
            "dynamic programming",
            "var d = new Dictionary<(int, int), long>(); long F(int a, int b) => a == 0 || b == 0 ? 1 : d.TryGetValue((a, b), out var v) ? v : d[(a, b)] = F(a - 1, b) + F(a, b - 1); Console.WriteLine(F(16, 16));"
        ),
        (
            "events and delegates",
            "var c = new C(); c.E += x => Console.WriteLine(x); c.Go(); class C { public event Action<int>? E; public void Go() { for (int i = 0; i < 3; i++) E?.Invoke(i); } }"
        ),
        (
            "disposables",
            "using (new D(\"a\")) using (new D(\"b\")) Console.WriteLine(\"in\"); sealed class D(string n) : IDisposable { public void Dispose() => Console.WriteLine(n); }"
        ),
        (
            "interop call",
            "Console.WriteLine(L.getpid() == Environment.ProcessId); class L { [System.Runtime.InteropServices.DllImport(\"libc\")] public static extern int getpid(); }"
        ),
        (
            "checked overflow",
            "int x = int.MaxValue - args.Length; try { checked { x += 5; } } catch (OverflowException) { Console.WriteLine(\"overflow\"); }"
        ),
        (
            "out of memory in one step",
            "try { var a = new long[int.MaxValue / 2]; a[0] = 1; Console.WriteLine(a.Length > 0); } catch (OutOfMemoryException) { Console.WriteLine(\"oom\"); }".Replace(
                "int.MaxValue / 2",
                "1L << 45",
                StringComparison.Ordinal
            )
        ),
        ("exit", "Console.WriteLine(\"x\"); Environment.Exit(4); Console.WriteLine(\"not reached\");"),
        ("exit by reflection", "typeof(Environment).GetMethod(\"Exit\")!.Invoke(null, [6]);"),
        ("exit by a delegate", "Action<int> f = Environment.Exit; f(8);"),
        ("exit in a thread", "new Thread(() => Environment.Exit(2)).Start(); Thread.Sleep(Timeout.Infinite);"),
        ("exit inside try and finally", "try { Environment.Exit(1); } finally { Console.WriteLine(\"not reached\"); }"),
        (
            "exit in a process exit handler",
            "AppDomain.CurrentDomain.ProcessExit += (_, _) => { Console.WriteLine(\"handler\"); }; Environment.Exit(3);"
        ),
        ("exit with a foreground thread", "new Thread(() => Thread.Sleep(60000)).Start(); Environment.Exit(0);"),
        (
            "finalizers are waited for",
            "F(); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine(C.N); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void F() { for (int i = 0; i < 10; i++) new C(); } class C { public static int N; ~C() => N++; }"
        ),
        (
            "finalizers run by themselves",
            "F(); GC.Collect(); for (int i = 0; i < 1000 && C.N < 10; i++) Thread.Sleep(5); Console.WriteLine(C.N); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void F() { for (int i = 0; i < 10; i++) new C(); } class C { public static int N; ~C() => Interlocked.Increment(ref N); }"
        ),
        (
            "waiting for finalizers without any",
            "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); Console.WriteLine(\"done\");"
        ),
        (
            "a finalizer throws",
            "F(); GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(1000); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void F() => new C(); class C { ~C() => throw new Exception(\"in finalizer\"); }"
        ),
        (
            "resurrection",
            "F(); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine(C.Saved is not null); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void F() => new C(); class C { public static C? Saved; ~C() => Saved = this; }"
        ),
        (
            "double free",
            "unsafe { void* p = System.Runtime.InteropServices.NativeMemory.Alloc(64); System.Runtime.InteropServices.NativeMemory.Free(p); System.Runtime.InteropServices.NativeMemory.Free(p); }"
        ),
        (
            "kills itself",
            "L.kill(Environment.ProcessId, 9); Thread.Sleep(5000); class L { [System.Runtime.InteropServices.DllImport(\"libc\")] public static extern int kill(int p, int s); }"
        ),
    ];
}
