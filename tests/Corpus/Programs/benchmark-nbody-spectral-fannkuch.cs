using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double SolarMass = 4 * Math.PI * Math.PI, Days = 365.24;
Body[] bodies =
[
    new() { Mass = SolarMass },
    new() { X = 4.84143144246472090, Y = -1.16032004402742839, Z = -0.103622044471123109, Vx = 0.00166007664274403694 * Days, Vy = 0.00769901118419740425 * Days, Vz = -0.0000690460016972063023 * Days, Mass = 0.000954791938424326609 * SolarMass },
    new() { X = 8.34336671824457987, Y = 4.12479856412430479, Z = -0.403523417114321381, Vx = -0.00276742510726411021 * Days, Vy = 0.00499852801234917238 * Days, Vz = 0.0000230417297573763929 * Days, Mass = 0.000285885980666130812 * SolarMass },
];
Console.WriteLine(Energy().ToString("F9"));
for (var step = 0; step < 2000; step++) { Advance(0.01); }
Console.WriteLine(Energy().ToString("F9"));

const int Size = 60;
var (u, v, t) = (Enumerable.Repeat(1.0, Size).ToArray(), new double[Size], new double[Size]);
for (var i = 0; i < 10; i++) { AtA(u, v, t); AtA(v, u, t); }
double vbv = u.Zip(v, (x, y) => x * y).Sum(), vv = v.Sum(x => x * x);
Console.WriteLine(Math.Sqrt(vbv / vv).ToString("F9"));
Console.WriteLine(Fannkuch(7));

double Energy()
{
    var e = 0.0;
    for (var i = 0; i < bodies.Length; i++)
    {
        var b = bodies[i];
        e += 0.5 * b.Mass * (b.Vx * b.Vx + b.Vy * b.Vy + b.Vz * b.Vz);
        foreach (var o in bodies[(i + 1)..]) { e -= b.Mass * o.Mass / Math.Sqrt((b.X - o.X) * (b.X - o.X) + (b.Y - o.Y) * (b.Y - o.Y) + (b.Z - o.Z) * (b.Z - o.Z)); }
    }
    return e;
}
void Advance(double dt)
{
    for (var i = 0; i < bodies.Length; i++)
    {
        for (var j = i + 1; j < bodies.Length; j++)
        {
            var (a, b) = (bodies[i], bodies[j]);
            double dx = a.X - b.X, dy = a.Y - b.Y, dz = a.Z - b.Z, d2 = dx * dx + dy * dy + dz * dz, mag = dt / (d2 * Math.Sqrt(d2));
            (a.Vx, a.Vy, a.Vz) = (a.Vx - dx * b.Mass * mag, a.Vy - dy * b.Mass * mag, a.Vz - dz * b.Mass * mag);
            (b.Vx, b.Vy, b.Vz) = (b.Vx + dx * a.Mass * mag, b.Vy + dy * a.Mass * mag, b.Vz + dz * a.Mass * mag);
        }
    }
    foreach (var b in bodies) { (b.X, b.Y, b.Z) = (b.X + dt * b.Vx, b.Y + dt * b.Vy, b.Z + dt * b.Vz); }
}
static double A(int i, int j) => 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
static void AtA(double[] from, double[] to, double[] scratch)
{
    for (var i = 0; i < Size; i++) { scratch[i] = 0; for (var j = 0; j < Size; j++) { scratch[i] += A(i, j) * from[j]; } }
    for (var i = 0; i < Size; i++) { to[i] = 0; for (var j = 0; j < Size; j++) { to[i] += A(j, i) * scratch[j]; } }
}
static string Fannkuch(int n)
{
    var (p, q, s) = (Enumerable.Range(0, n).ToArray(), new int[n], Enumerable.Range(0, n).ToArray());
    int sign = 1, maxFlips = 0, sum = 0;
    while (true)
    {
        if (p[0] != 0)
        {
            Array.Copy(p, q, n);
            var flips = 1;
            for (var q0 = p[0]; q[q0] != 0; flips++)
            {
                var qq = q[q0];
                q[q0] = q0;
                if (q0 >= 3) { Array.Reverse(q, 1, q0 - 1); }
                q0 = qq;
            }
            maxFlips = Math.Max(maxFlips, flips);
            sum += sign * flips;
        }
        if (sign == 1) { (p[0], p[1], sign) = (p[1], p[0], -1); continue; }
        (p[1], p[2], sign) = (p[2], p[1], 1);
        for (var i = 2; ; i++)
        {
            if (s[i] != 0) { s[i]--; break; }
            s[i] = i;
            if (i == n - 1) { return $"{sum} Pfannkuchen({n}) = {maxFlips}"; }
            var first = p[0];
            Array.Copy(p, 1, p, 0, i + 1);
            p[i + 1] = first;
        }
    }
}
sealed class Body { public double X, Y, Z, Vx, Vy, Vz, Mass; }
