using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

unsafe
{
    Console.WriteLine($"{sizeof(Packed)} {sizeof(Padded)} {sizeof(Overlay)} {Unsafe.SizeOf<Grid>()} {sizeof(decimal)}");
    var overlay = new Overlay { Number = 1.0f };
    Console.WriteLine($"{overlay.Bits:X8} {overlay.Low}");
    var grid = new Grid();
    for (var i = 0; i < 16; i++) { grid.Cells[i] = (short)(i * i); }
    var copy = grid;
    copy.Cells[3] = -1;
    Console.WriteLine(grid.Cells[3] + " " + copy.Cells[3] + " " + grid.Cells[15]);

    int* stack = stackalloc int[] { 5, 4, 3, 2, 1 };
    for (int* p = stack, end = stack + 5; p < end; p++) { *p *= 2; }
    Console.WriteLine(stack[4] + " " + *(stack + 1) + " " + (&stack[3] - stack));

    delegate*<int, int, int> add = &Add;
    Console.WriteLine(add(20, 22));
    void* raw = stack;
    Console.WriteLine(((byte*)raw)[0] + " " + Unsafe.Read<int>(raw) + " " + (nuint)sizeof(nint));
    char[] text = "pointer".ToCharArray();
    fixed (char* c = text) { for (char* a = c, b = c + text.Length - 1; a < b; a++, b--) { (*a, *b) = (*b, *a); } }
    Console.WriteLine(text);
    int** table = stackalloc int*[2];
    table[0] = stack; table[1] = stack + 2;
    Console.WriteLine(table[1][0]);
}

Span<byte> bytes = stackalloc byte[16];
BinaryPrimitives.WriteInt32BigEndian(bytes, 0x01020304);
BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], Math.PI);
Console.WriteLine(Convert.ToHexString(bytes));
Console.WriteLine(MemoryMarshal.Cast<byte, int>(bytes)[0].ToString("X8") + " " + MemoryMarshal.Read<double>(bytes[8..]).ToString("F3"));
var points = new[] { new Packed { A = 1, B = 2 }, new Packed { A = 3, B = 4 } };
Console.WriteLine(MemoryMarshal.AsBytes(points.AsSpan()).Length + " " + Convert.ToHexString(MemoryMarshal.AsBytes(points.AsSpan())));
ref var second = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(points), 1);
second.B = 99;
Console.WriteLine(points[1].B + " " + BitConverter.DoubleToInt64Bits(-0.0).ToString("X") + " " + Unsafe.BitCast<float, uint>(-1f).ToString("X"));

static int Add(int a, int b) => a + b;

[StructLayout(LayoutKind.Sequential, Pack = 1)]
struct Packed { public byte A; public int B; }
struct Padded { public byte A; public int B; public byte C; }
[StructLayout(LayoutKind.Explicit)]
struct Overlay { [FieldOffset(0)] public float Number; [FieldOffset(0)] public uint Bits; [FieldOffset(0)] public ushort Low; }
unsafe struct Grid { public fixed short Cells[16]; }
