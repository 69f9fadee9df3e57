const int Seats = 5;
var forks = Enumerable.Range(0, Seats).Select(_ => new Lock()).ToArray();
var meals = new int[Seats];
using var table = new SemaphoreSlim(Seats - 1);
using var start = new CountdownEvent(Seats);
using var go = new ManualResetEventSlim();
var people = Enumerable.Range(0, Seats).Select(seat => new Thread(() =>
{
    start.Signal();
    go.Wait();
    for (var i = 0; i < 200; i++)
    {
        table.Wait();
        try
        {
            lock (forks[seat])
            {
                using (forks[(seat + 1) % Seats].EnterScope()) { meals[seat]++; }
            }
        }
        finally { table.Release(); }
        if (i % 50 == 0) { Thread.Yield(); }
    }
}) { Name = $"philosopher {seat}" }).ToArray();
foreach (var p in people) { p.Start(); }
start.Wait();
go.Set();
foreach (var p in people) { p.Join(); }
Console.WriteLine(string.Join(" ", meals) + " " + people[2].Name + " " + people.Any(p => p.IsAlive) + " " + people[0].ThreadState);
Console.WriteLine(forks[0].TryEnter() + " " + forks[0].IsHeldByCurrentThread);
forks[0].Exit();
Console.WriteLine(forks[0].IsHeldByCurrentThread);
