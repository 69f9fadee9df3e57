// exit: 134
Console.WriteLine("going down");
Console.Out.Flush();
Console.WriteLine(Even(int.MaxValue) + Sum(new int[1], 0));

static int Even(int n) => n == 0 ? 1 : 1 + Odd(n - 1) * (n % 3);
static int Odd(int n) => n == 0 ? 0 : 2 + Even(n - 1) * (n % 5);
static int Sum(int[] a, int i) => a[0] + Sum(a, i + 1) + 1;
