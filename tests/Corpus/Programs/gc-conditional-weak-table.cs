using System.Runtime.CompilerServices;

var table = new ConditionalWeakTable<object, Note>();
var keep = new List<object>();
Fill(table, keep);
for (var i = 0; i < 3; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
var alive = table.Count();
Console.WriteLine(keep.All(k => table.TryGetValue(k, out var n) && n.Text.StartsWith("kept")) + " " + (alive >= keep.Count && alive < 200));
Console.WriteLine(table.GetValue(keep[3], _ => new Note("new")).Text + " " + table.Remove(keep[3]) + " " + table.TryGetValue(keep[3], out _));

var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
{
    for (var i = 0; i < 1500; i++)
    {
        var key = new object();
        table.Add(key, new Note(new string('x', i % 50)));
        if (!table.TryGetValue(key, out var note) || note.Text.Length != i % 50) { Console.WriteLine("lost"); }
        if (i % 300 == 0) { GC.Collect(0); }
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
GC.Collect();
Console.WriteLine(keep.Where((_, i) => i != 3).All(k => table.TryGetValue(k, out _)));
GC.KeepAlive(keep);

[MethodImpl(MethodImplOptions.NoInlining)]
static void Fill(ConditionalWeakTable<object, Note> table, List<object> keep)
{
    for (var i = 0; i < 200; i++)
    {
        var key = new object();
        table.Add(key, new Note((i % 20 == 0 ? "kept" : "lost") + i));
        if (i % 20 == 0) { keep.Add(key); }
    }
}

sealed record Note(string Text);
