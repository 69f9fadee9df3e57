using System.Runtime.CompilerServices;

Make();
for (var i = 0; i < 3; i++)
{
    GC.Collect();
    GC.WaitForPendingFinalizers();
    Console.WriteLine($"round {i}: finalized {Phoenix.Finalized}, saved {(Phoenix.Saved is null ? "none" : Phoenix.Saved.Name)}");
    Release(again: i == 0);
}

MakeDisposed();
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine($"handles: opened {Handle.Opened}, closed {Handle.Closed}, by finalizer {Handle.ClosedByFinalizer}");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Release(bool again)
{
    if (again) { GC.ReRegisterForFinalize(Phoenix.Saved!); }
    Phoenix.Saved = null;
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void Make() => _ = new Phoenix("bird");

[MethodImpl(MethodImplOptions.NoInlining)]
static void MakeDisposed()
{
    for (var i = 0; i < 10; i++) { var h = new Handle(); if (i % 2 == 0) { h.Dispose(); } }
}

sealed class Phoenix(string name)
{
    public static Phoenix? Saved;
    public static int Finalized;
    public string Name => name;
    ~Phoenix() { Finalized++; Saved = this; }
}

sealed class Handle : IDisposable
{
    public static int Opened, Closed, ClosedByFinalizer;
    private int _closed;
    public Handle() => Interlocked.Increment(ref Opened);
    ~Handle() => Close(false);
    public void Dispose() { Close(true); GC.SuppressFinalize(this); }
    private void Close(bool disposing)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) { return; }
        Interlocked.Increment(ref Closed);
        if (!disposing) { Interlocked.Increment(ref ClosedByFinalizer); }
    }
}
