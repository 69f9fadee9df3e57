// verdict: TimeLimit
// limits: cpu_ms=400 wall_ms=10000
var flag = false;
var tasks = Enumerable.Range(0, 4).Select(_ => Task.Run(() => { while (!Volatile.Read(ref flag)) { } })).ToArray();
Task.WaitAll(tasks);
