using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Security.Cryptography;
Console.WriteLine(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("abc"))));
Console.WriteLine(Convert.ToHexString(MD5.HashData("abc"u8)) + " " + Convert.ToBase64String(HMACSHA1.HashData("k"u8, "d"u8)));
