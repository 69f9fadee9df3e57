using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

unsafe
{
    var pinned = GC.AllocateArray<int>(256, pinned: true);
    var address = (nint)Unsafe.AsPointer(ref pinned[0]);
    var handle = GCHandle.Alloc(new byte[512], GCHandleType.Pinned);
    var before = handle.AddrOfPinnedObject();
    Parallel.For(0, 4, _ =>
    {
        for (var i = 0; i < 3000; i++) { var garbage = new byte[1000]; garbage[0] = 1; }
    });
    GC.Collect(2, GCCollectionMode.Forced, true, compacting: true);
    Console.WriteLine($"{address == (nint)Unsafe.AsPointer(ref pinned[0])} {before == handle.AddrOfPinnedObject()}");
    handle.Free();

    var native = (long*)NativeMemory.AllocZeroed(1000, sizeof(long));
    for (var i = 0; i < 1000; i++) { native[i] = i * (long)i; }
    native = (long*)NativeMemory.Realloc(native, 2000 * sizeof(long));
    Console.WriteLine(new ReadOnlySpan<long>(native, 1000).ToArray().Sum());
    NativeMemory.Free(native);

    GC.AddMemoryPressure(1_000_000);
    GC.RemoveMemoryPressure(1_000_000);
    var self = GCHandle.Alloc("kept by a handle");
    GC.Collect();
    Console.WriteLine((string)self.Target!);
    self.Free();
    fixed (char* text = "fixed text") { Console.WriteLine(new string(text, 0, 5)); }
    Console.WriteLine(GC.TryStartNoGCRegion(200_000));
    var quiet = new byte[1000];
    GC.EndNoGCRegion();
    Console.WriteLine(quiet.Length + " " + (GC.GetAllocatedBytesForCurrentThread() > 0));
}
